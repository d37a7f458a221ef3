-- ADD_PRIMARY_KEY(table, columns): adds the primary key.
--
-- Nothing happens if the table has this primary key. Refused: another primary key, a nullable column (the server would
-- make it NOT NULL behind your back, and fail with 1832 under a foreign key), doubled rows.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `ADD_PRIMARY_KEY`;

DELIMITER $$

CREATE PROCEDURE `ADD_PRIMARY_KEY`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_parts LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_filled LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_rest LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT p_columns;
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_length INT;
    DECLARE v_direction VARCHAR(5);
    DECLARE v_nullable INT;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_KEY_PARTS`(v_table, p_columns, v_parts, v_values, v_filled);
    CALL `DRIFTPROOF_INDEX_TEXT`(v_table, 'PRIMARY', v_actual);
    SET v_wanted = CONCAT('UNIQUE (', v_parts, ')');
    IF v_actual = v_wanted THEN
        LEAVE helper;
    END IF;
    IF v_actual IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE_DIFFERENT`(1068, CONCAT('primary key of ', v_table),
            REPLACE(v_actual, 'UNIQUE (', '('), CONCAT('(', v_parts, ')'));
    END IF;
    WHILE v_rest IS NOT NULL DO
        CALL `DRIFTPROOF_NEXT_COLUMN`(v_rest, v_column, v_length, v_direction);
        SELECT COUNT(*) INTO v_nullable FROM `information_schema`.`COLUMNS`
        WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND LOWER(`COLUMN_NAME`) = LOWER(v_column)
            AND `IS_NULLABLE` = 'YES';
        IF v_nullable > 0 THEN
            CALL `DRIFTPROOF_REFUSE`(1171, CONCAT('primary key of ', v_table, ': column ', v_column,
                ' is nullable; MODIFY_COLUMN to NOT NULL first'));
        END IF;
    END WHILE;
    CALL `DRIFTPROOF_REFUSE_DOUBLES`(v_table, 'primary key', v_values, v_filled);
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` ADD PRIMARY KEY (', v_parts, ')'));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
