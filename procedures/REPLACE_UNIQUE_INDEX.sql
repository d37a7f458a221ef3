-- REPLACE_UNIQUE_INDEX(table, index, columns): converges a unique index to this definition, or adds it.
--
-- The old index and the new one change places in one statement, after the rows have been searched for doubles.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `REPLACE_UNIQUE_INDEX`;

DELIMITER $$

CREATE PROCEDURE `REPLACE_UNIQUE_INDEX`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_index VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    CALL `DRIFTPROOF_PUT_INDEX`(p_table, p_index, p_columns, 1, 1);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
