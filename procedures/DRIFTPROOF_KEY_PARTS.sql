-- DRIFTPROOF_KEY_PARTS(table, list, parts, values, filled): reads a list of key columns such as "a, `b`(10) DESC".
--
-- `parts` becomes the list in backticks, `values` the expressions whose equality the key would enforce (a prefix length
-- compares only the prefix), `filled` the condition that all of them are NOT NULL. A column that the table lacks is
-- refused.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_KEY_PARTS`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_KEY_PARTS`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_list LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_parts LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_filled LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_rest LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT COALESCE(p_list, '');
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_length INT;
    DECLARE v_direction VARCHAR(5);
    DECLARE v_count INT;
    DECLARE v_quoted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    SET p_parts = NULL, p_values = NULL, p_filled = NULL;
    WHILE v_rest IS NOT NULL DO
        CALL `DRIFTPROOF_NEXT_COLUMN`(v_rest, v_column, v_length, v_direction);
        SELECT COUNT(*), COALESCE(MAX(`COLUMN_NAME`), v_column) INTO v_count, v_column
        FROM `information_schema`.`COLUMNS`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`COLUMN_NAME`) = LOWER(v_column);
        IF v_count = 0 THEN
            CALL `DRIFTPROOF_REFUSE`(1072, CONCAT('key column ', p_table, '.', v_column, ' does not exist'));
        END IF;
        SET v_quoted = CONCAT('`', REPLACE(v_column, '`', '``'), '`');
        SET p_parts = CONCAT(COALESCE(CONCAT(p_parts, ', '), ''), v_quoted,
            COALESCE(CONCAT('(', v_length, ')'), ''), v_direction);
        SET p_values = CONCAT(COALESCE(CONCAT(p_values, ', '), ''),
            IF(v_length IS NULL, v_quoted, CONCAT('LEFT(', v_quoted, ', ', v_length, ')')));
        SET p_filled = CONCAT(COALESCE(CONCAT(p_filled, ' AND '), ''), v_quoted, ' IS NOT NULL');
    END WHILE;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
