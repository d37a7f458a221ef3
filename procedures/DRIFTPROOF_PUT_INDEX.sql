-- DRIFTPROOF_PUT_INDEX(table, index, columns, unique, converge): what CREATE_INDEX, CREATE_UNIQUE_INDEX (converge = 0),
-- REPLACE_INDEX and REPLACE_UNIQUE_INDEX (converge = 1) have in common.
--
-- An index that is there is compared by kind, columns, their order, prefix lengths and directions.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_PUT_INDEX`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_PUT_INDEX`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_index VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_unique TINYINT,
    IN p_converge TINYINT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_index VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_kind VARCHAR(20) DEFAULT IF(p_unique = 1, 'UNIQUE ', '');
    DECLARE v_parts LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_filled LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_index, v_index);
    CALL `DRIFTPROOF_KEY_PARTS`(v_table, p_columns, v_parts, v_values, v_filled);
    CALL `DRIFTPROOF_INDEX_TEXT`(v_table, v_index, v_actual);
    SET v_wanted = CONCAT(v_kind, '(', v_parts, ')');
    IF v_actual = v_wanted THEN
        LEAVE helper;
    END IF;
    IF v_actual IS NOT NULL THEN
        CALL `DRIFTPROOF_WANTED_INDEX`(v_table, CONCAT(v_kind, 'INDEX `driftproof_wanted` (', v_parts, ')'), v_wanted);
        IF v_actual = v_wanted THEN
            LEAVE helper;
        END IF;
        IF p_converge = 0 THEN
            CALL `DRIFTPROOF_REFUSE_DIFFERENT`(1061, CONCAT('index ', v_table, '.', v_index), v_actual, v_wanted);
        END IF;
    END IF;
    IF p_unique = 1 THEN
        CALL `DRIFTPROOF_REFUSE_DOUBLES`(v_table, CONCAT('unique index ', v_index), v_values, v_filled);
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` ',
        IF(v_actual IS NULL, '', CONCAT('DROP INDEX `', REPLACE(v_index, '`', '``'), '`, ')),
        'ADD ', v_kind, 'INDEX `', REPLACE(v_index, '`', '``'), '` (', v_parts, ')'));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
