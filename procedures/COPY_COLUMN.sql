-- COPY_COLUMN(table, from, to): fills one column from another, only where it is not filled yet.
--
-- The first half of moving a column: ADD_COLUMN the new one, COPY_COLUMN, then drop the old one. "Not filled" is NULL
-- in a nullable column and the empty text in one that is NOT NULL. Nothing happens once `from` is gone. Columns that
-- the server updates by itself (ON UPDATE CURRENT_TIMESTAMP) keep their values.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `COPY_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `COPY_COLUMN`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_from VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_to VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_from VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_to VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_has_from INT;
    DECLARE v_has_to INT;
    DECLARE v_nullable VARCHAR(3);
    DECLARE v_collation VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_kept INT;
    DECLARE v_name VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_place INT DEFAULT 0;
    DECLARE v_set LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_from, v_from);
    CALL `DRIFTPROOF_NAME`(p_to, v_to);
    SELECT COALESCE(SUM(LOWER(`COLUMN_NAME`) = LOWER(v_from)), 0), COALESCE(SUM(LOWER(`COLUMN_NAME`) = LOWER(v_to)), 0),
        MAX(IF(LOWER(`COLUMN_NAME`) = LOWER(v_to), `IS_NULLABLE`, NULL)),
        MAX(IF(LOWER(`COLUMN_NAME`) = LOWER(v_to), `COLLATION_NAME`, NULL)),
        COALESCE(SUM(LOWER(`EXTRA`) LIKE '%on update%' AND LOWER(`COLUMN_NAME`) <> LOWER(v_to)), 0)
    INTO v_has_from, v_has_to, v_nullable, v_collation, v_kept FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table;
    IF v_has_to = 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1054, CONCAT('column ', v_table, '.', v_to, ' does not exist: nothing to copy into'));
    END IF;
    IF v_has_from = 0 THEN
        LEAVE helper;
    END IF;
    IF v_nullable = 'NO' AND v_collation IS NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1210, CONCAT('column ', v_table, '.', v_to,
            ' is NOT NULL and no text: cannot tell which rows are filled'));
    END IF;
    SET v_set = CONCAT('`', REPLACE(v_to, '`', '``'), '` = `', REPLACE(v_from, '`', '``'), '`');
    WHILE v_kept > 0 DO
        SELECT MIN(`ORDINAL_POSITION`) INTO v_place FROM `information_schema`.`COLUMNS`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND LOWER(`EXTRA`) LIKE '%on update%'
            AND LOWER(`COLUMN_NAME`) <> LOWER(v_to) AND `ORDINAL_POSITION` > v_place;
        SELECT `COLUMN_NAME` INTO v_name FROM `information_schema`.`COLUMNS`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND `ORDINAL_POSITION` = v_place;
        SET v_set = CONCAT(v_set, ', `', REPLACE(v_name, '`', '``'), '` = `', REPLACE(v_name, '`', '``'), '`');
        SET v_kept = v_kept - 1;
    END WHILE;
    CALL `DRIFTPROOF_RUN`(CONCAT('UPDATE `', REPLACE(v_table, '`', '``'), '` SET ', v_set, ' WHERE `',
        REPLACE(v_from, '`', '``'), '` IS NOT NULL AND ', IF(v_nullable = 'YES',
            CONCAT('`', REPLACE(v_to, '`', '``'), '` IS NULL'),
            CONCAT('CHAR_LENGTH(`', REPLACE(v_to, '`', '``'), '`) = 0'))));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
