-- DROP_TABLE_IF_EMPTY(table): drops a table that has no rows.
--
-- Nothing happens if it is not there. Refused: rows, with their number; a foreign key of another table that names it,
-- also under FOREIGN_KEY_CHECKS = 0; a view.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DROP_TABLE_IF_EMPTY`;

DELIMITER $$

CREATE PROCEDURE `DROP_TABLE_IF_EMPTY`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_child VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_rows BIGINT;
    DECLARE v_example LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 0, v_table, v_found);
    IF v_found = 0 THEN
        LEAVE helper;
    END IF;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_ASK`('COUNT(*)', '''''', CONCAT('`', REPLACE(v_table, '`', '``'), '`'), v_rows, v_example);
    IF v_rows > 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1217, CONCAT('table ', v_table, ' has ', v_rows, ' rows: not dropped'));
    END IF;
    SELECT MAX(`TABLE_NAME`) INTO v_child FROM `information_schema`.`REFERENTIAL_CONSTRAINTS`
    WHERE `CONSTRAINT_SCHEMA` = DATABASE() AND `REFERENCED_TABLE_NAME` = v_table AND `TABLE_NAME` <> v_table;
    IF v_child IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE`(3730, CONCAT('table ', v_table, ' is referenced by a foreign key of ', v_child,
            ': not dropped'));
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('DROP TABLE `', REPLACE(v_table, '`', '``'), '`'));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
