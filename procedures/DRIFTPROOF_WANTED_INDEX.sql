-- DRIFTPROOF_WANTED_INDEX(table, clause, text): the text that DRIFTPROOF_INDEX_TEXT would give for an index made by
-- `clause`, tried on an empty clone of the table: servers drop DESC (MySQL 5.7, MariaDB before 10.8) and prefixes as
-- long as the column. The clone is gone afterwards, also after an error; its name is a hash of what it is made for (see
-- DRIFTPROOF_WANTED_COLUMN).

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_WANTED_INDEX`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_WANTED_INDEX`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_clause LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_scratch VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin
        DEFAULT CONCAT('driftproof_scratch_', LEFT(SHA2(CONCAT_WS(' ', p_table, p_clause), 256), 40));
    DECLARE v_drop LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        DEFAULT CONCAT('DROP TABLE IF EXISTS `', v_scratch, '`');
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        CALL `DRIFTPROOF_RUN`(v_drop);
        RESIGNAL;
    END;
    CALL `DRIFTPROOF_RUN`(v_drop);
    CALL `DRIFTPROOF_RUN`(CONCAT('CREATE TABLE `', v_scratch, '` LIKE `', REPLACE(p_table, '`', '``'), '`'));
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', v_scratch, '` ADD ', p_clause));
    CALL `DRIFTPROOF_INDEX_TEXT`(v_scratch, 'driftproof_wanted', p_text);
    IF p_text IS NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1146, CONCAT('table ', v_scratch, ' vanished: another session runs helpers'));
    END IF;
    CALL `DRIFTPROOF_RUN`(v_drop);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
