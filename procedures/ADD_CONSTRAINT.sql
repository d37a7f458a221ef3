-- ADD_CONSTRAINT(table, constraint, column, referenced table, referenced column, on-delete action): adds a foreign key.
--
-- Nothing happens if it is there with the same definition; another definition is refused with both of them
-- (REPLACE_CONSTRAINT converges). Refused too, before anything is changed: rows without a parent, with their number and
-- an example; a name that another table's foreign key has; columns that no foreign key can join.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `ADD_CONSTRAINT`;

DELIMITER $$

CREATE PROCEDURE `ADD_CONSTRAINT`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_constraint VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_referenced_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_referenced_column LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_action VARCHAR(30)
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    CALL `DRIFTPROOF_PUT_CONSTRAINT`(p_table, p_constraint, p_column, p_referenced_table, p_referenced_column,
        p_action, 0);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
