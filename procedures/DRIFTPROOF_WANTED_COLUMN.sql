-- DRIFTPROOF_WANTED_COLUMN(table, column, clause, comment, text): the text that DRIFTPROOF_COLUMN_TEXT would give if
-- the column had been made by `clause`.
--
-- No parser of types can be as right as the server's own, so the server makes the column, on an empty scratch table of
-- the same character set, and information_schema says what came of it. It is gone afterwards, also after an error. Its
-- name is a hash of what it is made for: should a killed connection leave one, the same call finds and drops it when it
-- runs again, and another call never reads it. It is a plain table because information_schema of MySQL, and of MariaDB
-- up to 11.1, does not list temporary ones. A generated column needs the columns that it is made of, so it is tried on
-- a clone of the table.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_WANTED_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_WANTED_COLUMN`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_clause LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_comment TINYINT,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_scratch VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin
        DEFAULT CONCAT('driftproof_scratch_', LEFT(SHA2(CONCAT_WS(' ', p_table, p_column, p_clause), 256), 40));
    DECLARE v_drop LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        DEFAULT CONCAT('DROP TABLE IF EXISTS `', v_scratch, '`');
    DECLARE v_collation VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_key LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        DEFAULT IF(LOWER(p_clause) REGEXP ' auto_increment( |$)',
        CONCAT(', KEY (`', REPLACE(p_column, '`', '``'), '`)'), '');
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        CALL `DRIFTPROOF_RUN`(v_drop);
        RESIGNAL;
    END;
    SELECT `TABLE_COLLATION` INTO v_collation FROM `information_schema`.`TABLES`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table;
    CALL `DRIFTPROOF_RUN`(v_drop);
    IF LOWER(p_clause) LIKE '% as (%' OR LOWER(p_clause) LIKE '% as(%' THEN
        CALL `DRIFTPROOF_RUN`(CONCAT('CREATE TABLE `', v_scratch, '` LIKE `', REPLACE(p_table, '`', '``'), '`'));
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', v_scratch, '` ADD COLUMN `driftproof_wanted` ', p_clause));
        CALL `DRIFTPROOF_COLUMN_TEXT`(v_scratch, 'driftproof_wanted', p_comment, p_text);
    ELSE
        CALL `DRIFTPROOF_RUN`(CONCAT('CREATE TABLE `', v_scratch, '` (`driftproof_id` INT NOT NULL PRIMARY KEY, `',
            REPLACE(p_column, '`', '``'), '` ', p_clause, v_key, ') ENGINE=InnoDB DEFAULT CHARSET=',
            SUBSTRING_INDEX(v_collation, '_', 1), ' COLLATE=', v_collation));
        CALL `DRIFTPROOF_COLUMN_TEXT`(v_scratch, p_column, p_comment, p_text);
    END IF;
    IF p_text IS NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1146, CONCAT('table ', v_scratch, ' vanished: another session runs helpers'));
    END IF;
    CALL `DRIFTPROOF_RUN`(v_drop);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
