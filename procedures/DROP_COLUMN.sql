-- DROP_COLUMN(table, column): drops a column, with the indexes of this column alone.
--
-- Nothing happens if the column is not there. Refused while a foreign key or an index of several columns uses the
-- column: MySQL would silently narrow such an index (a unique one included), MariaDB would fail.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DROP_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `DROP_COLUMN`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_count INT DEFAULT 0;
    DECLARE v_user VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_column, v_column);
    SELECT COUNT(*), COALESCE(MAX(`COLUMN_NAME`), v_column) INTO v_count, v_column
    FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND LOWER(`COLUMN_NAME`) = LOWER(v_column);
    IF v_count = 0 THEN
        LEAVE helper;
    END IF;
    SELECT MAX(`CONSTRAINT_NAME`) INTO v_user FROM `information_schema`.`KEY_COLUMN_USAGE`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND `COLUMN_NAME` = v_column
        AND `REFERENCED_TABLE_NAME` IS NOT NULL;
    IF v_user IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1828, CONCAT('column ', v_table, '.', v_column, ' is used by foreign key ', v_user,
            ': DROP_CONSTRAINT first'));
    END IF;
    SELECT MAX(`one`.`INDEX_NAME`) INTO v_user
    FROM `information_schema`.`STATISTICS` AS `one` JOIN `information_schema`.`STATISTICS` AS `other`
        ON `other`.`TABLE_SCHEMA` = `one`.`TABLE_SCHEMA` AND `other`.`TABLE_NAME` = `one`.`TABLE_NAME`
        AND `other`.`INDEX_NAME` = `one`.`INDEX_NAME` AND `other`.`SEQ_IN_INDEX` <> `one`.`SEQ_IN_INDEX`
    WHERE `one`.`TABLE_SCHEMA` = DATABASE() AND `one`.`TABLE_NAME` = v_table AND `one`.`COLUMN_NAME` = v_column
        AND `other`.`TABLE_SCHEMA` = DATABASE() AND `other`.`TABLE_NAME` = v_table;
    IF v_user IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1072, CONCAT('column ', v_table, '.', v_column, ' is part of index ', v_user,
            ': DELETE_INDEX first'));
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` DROP COLUMN `',
        REPLACE(v_column, '`', '``'), '`'));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
