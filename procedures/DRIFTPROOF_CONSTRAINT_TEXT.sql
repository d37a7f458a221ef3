-- DRIFTPROOF_CONSTRAINT_TEXT(table, constraint, text): the definition of an existing foreign key as one text that is
-- equal for equal keys; NULL if the table has none of that name. RESTRICT and NO ACTION are the same to InnoDB, and
-- servers differ in which of the two they show, so neither is written.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_CONSTRAINT_TEXT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_CONSTRAINT_TEXT`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_constraint VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_parts INT DEFAULT 0;
    DECLARE v_part INT DEFAULT 1;
    DECLARE v_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_refs LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_ref VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_parent LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_delete VARCHAR(20);
    DECLARE v_update VARCHAR(20);
    SET p_text = NULL;
    SELECT COUNT(*), MAX(CONCAT(IF(`REFERENCED_TABLE_SCHEMA` = DATABASE(), '',
        CONCAT('`', `REFERENCED_TABLE_SCHEMA`, '`.')), '`', REPLACE(`REFERENCED_TABLE_NAME`, '`', '``'), '`'))
    INTO v_parts, v_parent
    FROM `information_schema`.`KEY_COLUMN_USAGE`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`CONSTRAINT_NAME`) = LOWER(p_constraint)
        AND `REFERENCED_TABLE_NAME` IS NOT NULL;
    IF v_parts = 0 THEN
        LEAVE helper;
    END IF;
    WHILE v_part <= v_parts DO
        SELECT `COLUMN_NAME`, `REFERENCED_COLUMN_NAME` INTO v_column, v_ref
        FROM `information_schema`.`KEY_COLUMN_USAGE`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table
            AND LOWER(`CONSTRAINT_NAME`) = LOWER(p_constraint) AND `REFERENCED_TABLE_NAME` IS NOT NULL
            AND `ORDINAL_POSITION` = v_part;
        SET v_columns = CONCAT(COALESCE(CONCAT(v_columns, ', '), ''), '`', REPLACE(v_column, '`', '``'), '`');
        SET v_refs = CONCAT(COALESCE(CONCAT(v_refs, ', '), ''), '`', REPLACE(v_ref, '`', '``'), '`');
        SET v_part = v_part + 1;
    END WHILE;
    SELECT `DELETE_RULE`, `UPDATE_RULE` INTO v_delete, v_update
    FROM `information_schema`.`REFERENTIAL_CONSTRAINTS`
    WHERE `CONSTRAINT_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table
        AND LOWER(`CONSTRAINT_NAME`) = LOWER(p_constraint);
    SET p_text = CONCAT('(', v_columns, ') REFERENCES ', v_parent, ' (', v_refs, ')',
        IF(v_delete IN ('RESTRICT', 'NO ACTION'), '', CONCAT(' ON DELETE ', v_delete)),
        IF(v_update IN ('RESTRICT', 'NO ACTION'), '', CONCAT(' ON UPDATE ', v_update)));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
