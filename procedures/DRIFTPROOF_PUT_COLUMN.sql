-- DRIFTPROOF_PUT_COLUMN(table, column, type, allow_null, default, converge): what ADD_COLUMN (converge = 0) and
-- MODIFY_COLUMN (converge = 1) have in common.
--
-- A column that is there is compared by its definition. Plain cases are told equal from the arguments alone, so that a
-- second run writes nothing; in all others DRIFTPROOF_WANTED_COLUMN lets the server say what the arguments mean. Only
-- that answer can say "different".

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_PUT_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_PUT_COLUMN`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_allow_null TINYINT,
    IN p_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_converge TINYINT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_count INT DEFAULT 0;
    DECLARE v_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT TRIM(COALESCE(p_type, ''));
    DECLARE v_clause LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_rows BIGINT DEFAULT 0;
    DECLARE v_example LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_generated TINYINT DEFAULT LOWER(v_type) LIKE '% as (%' OR LOWER(v_type) LIKE '% as(%';
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_column, v_column);
    IF v_type = '' OR COALESCE(p_allow_null, 2) NOT IN (0, 1) THEN
        CALL `DRIFTPROOF_REFUSE`(1210, CONCAT(v_table, '.', v_column, ': give a type, and 0 or 1 for allow_null'));
    END IF;
    CALL `DRIFTPROOF_DEFAULT_TEXT`(v_type, p_default, v_default);
    IF LOWER(v_type) LIKE 'timestamp%' AND p_allow_null = 0 AND v_default = '' AND LOWER(v_type) NOT LIKE '%default%'
            AND @@SESSION.explicit_defaults_for_timestamp = 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1067, CONCAT(v_table, '.', v_column, ': TIMESTAMP NOT NULL needs a default here, ',
            'else the server invents one; give CURRENT_TIMESTAMP'));
    END IF;
    SET v_clause = CONCAT(v_type, IF(p_allow_null = 0, ' NOT NULL', IF(v_generated = 1, '', ' NULL')), v_default);
    SELECT COUNT(*), COALESCE(MAX(`COLUMN_NAME`), v_column) INTO v_count, v_column
    FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND LOWER(`COLUMN_NAME`) = LOWER(v_column);
    IF v_count = 0 AND p_converge = 1 THEN
        CALL `DRIFTPROOF_REFUSE`(1054, CONCAT('column ', v_table, '.', v_column, ' does not exist, wanted ', v_clause));
    END IF;
    IF v_count = 0 THEN
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` ADD COLUMN `',
            REPLACE(v_column, '`', '``'), '` ', v_clause));
        LEAVE helper;
    END IF;
    CALL `DRIFTPROOF_COLUMN_TEXT`(v_table, v_column, p_converge, v_actual);
    IF v_type NOT LIKE '%''%' AND v_actual = CONCAT(LOWER(v_type), IF(p_allow_null = 0, ' NOT NULL', ' NULL'),
            v_default) THEN
        LEAVE helper;
    END IF;
    CALL `DRIFTPROOF_WANTED_COLUMN`(v_table, v_column, v_clause, p_converge, v_wanted);
    IF v_actual = v_wanted THEN
        LEAVE helper;
    END IF;
    IF p_converge = 0 THEN
        CALL `DRIFTPROOF_REFUSE_DIFFERENT`(1060, CONCAT('column ', v_table, '.', v_column), v_actual, v_wanted);
    END IF;
    IF p_allow_null = 0 THEN
        CALL `DRIFTPROOF_ASK`('COUNT(*)', '''''', CONCAT('`', REPLACE(v_table, '`', '``'), '` WHERE `',
            REPLACE(v_column, '`', '``'), '` IS NULL'), v_rows, v_example);
    END IF;
    IF v_rows > 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1138, CONCAT('column ', v_table, '.', v_column, ' is NULL in ', v_rows,
            ' rows: fill them, then make it NOT NULL'));
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` MODIFY COLUMN `',
        REPLACE(v_column, '`', '``'), '` ', v_clause));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
