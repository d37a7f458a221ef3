-- MODIFY_COLUMN(table, column, type, allow_null, default): converges an existing column to this definition.
--
-- Nothing happens if the column is so already. A missing column is refused, and so are rows with NULL when the column
-- becomes NOT NULL. Values that do not fit the new type stop the server before anything is changed.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `MODIFY_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `MODIFY_COLUMN`(
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
    CALL `DRIFTPROOF_PUT_COLUMN`(p_table, p_column, p_type, p_allow_null, p_default, 1);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
