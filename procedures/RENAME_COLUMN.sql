-- RENAME_COLUMN(table, old, new): renames a column.
--
-- Nothing happens if only the new name is there. Refused: both names or neither. MySQL before 8.0.3 has no RENAME
-- COLUMN; there the definition is written out again from information_schema.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `RENAME_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `RENAME_COLUMN`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_old VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_new VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_old VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_new VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_has_old INT;
    DECLARE v_has_new INT;
    DECLARE v_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_old, v_old);
    CALL `DRIFTPROOF_NAME`(p_new, v_new);
    SELECT COALESCE(SUM(LOWER(`COLUMN_NAME`) = LOWER(v_old)), 0), COALESCE(SUM(LOWER(`COLUMN_NAME`) = LOWER(v_new)), 0)
    INTO v_has_old, v_has_new FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table;
    IF v_has_old = 0 AND v_has_new = 1 THEN
        LEAVE helper;
    END IF;
    IF v_has_old = v_has_new THEN
        CALL `DRIFTPROOF_REFUSE`(IF(v_has_old = 0, 1054, 1060), CONCAT('table ', v_table, ' has ',
            IF(v_has_old = 0, 'neither ', 'both '), v_old, IF(v_has_old = 0, ' nor ', ' and '), v_new,
            ': column not renamed'));
    END IF;
    IF VERSION() LIKE '5.%' THEN
        CALL `DRIFTPROOF_COLUMN_TEXT`(v_table, v_old, 1, v_text);
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` CHANGE COLUMN `',
            REPLACE(v_old, '`', '``'), '` `', REPLACE(v_new, '`', '``'), '` ', v_text));
    ELSE
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` RENAME COLUMN `',
            REPLACE(v_old, '`', '``'), '` TO `', REPLACE(v_new, '`', '``'), '`'));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
