-- ADD_COLUMN(table, column, type, allow_null, default): adds a column.
--
-- Nothing happens if the column is there with the same definition; another definition is refused with both of them
-- (MODIFY_COLUMN converges). `default` NULL means no default; see docs/helpers.md for how a default is written.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `ADD_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `ADD_COLUMN`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_allow_null TINYINT,
    IN p_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    CALL `DRIFTPROOF_PUT_COLUMN`(p_table, p_column, p_type, p_allow_null, p_default, 0);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
