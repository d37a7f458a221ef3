-- CREATE_INDEX(table, index, columns): adds an index on one or more columns: 'a', 'a, b', 'path(255)', 'a DESC'.
--
-- Nothing happens if the index is there with the same definition; another definition is refused with both of them
-- (REPLACE_INDEX converges).

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `CREATE_INDEX`;

DELIMITER $$

CREATE PROCEDURE `CREATE_INDEX`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_index VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    CALL `DRIFTPROOF_PUT_INDEX`(p_table, p_index, p_columns, 0, 0);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
