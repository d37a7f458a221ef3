-- DRIFTPROOF_INDEX_TEXT(table, index, text): the definition of an existing index as one text that is equal for equal
-- indexes, such as "UNIQUE (`a`, `b`(10) DESC)"; NULL if there is none of that name.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_INDEX_TEXT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_INDEX_TEXT`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_index VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_parts INT DEFAULT 0;
    DECLARE v_part INT DEFAULT 1;
    DECLARE v_kind VARCHAR(20);
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_length INT;
    DECLARE v_direction VARCHAR(1);
    SET p_text = NULL;
    SELECT COUNT(*), MAX(IF(`INDEX_TYPE` IN ('FULLTEXT', 'SPATIAL'), CONCAT(`INDEX_TYPE`, ' ('),
        IF(`NON_UNIQUE` = 0, 'UNIQUE (', '('))) INTO v_parts, v_kind
    FROM `information_schema`.`STATISTICS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`INDEX_NAME`) = LOWER(p_index);
    WHILE v_part <= v_parts DO
        SELECT COALESCE(`COLUMN_NAME`, '(expression)'), `SUB_PART`, `COLLATION` INTO v_column, v_length, v_direction
        FROM `information_schema`.`STATISTICS`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`INDEX_NAME`) = LOWER(p_index)
            AND `SEQ_IN_INDEX` = v_part;
        SET p_text = CONCAT(COALESCE(CONCAT(p_text, ', '), v_kind), '`', REPLACE(v_column, '`', '``'), '`',
            COALESCE(CONCAT('(', v_length, ')'), ''), IF(v_direction = 'D', ' DESC', ''));
        SET v_part = v_part + 1;
    END WHILE;
    SET p_text = CONCAT(p_text, ')');
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
