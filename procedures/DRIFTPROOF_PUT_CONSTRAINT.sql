-- DRIFTPROOF_PUT_CONSTRAINT(table, constraint, columns, referenced table, referenced columns, action, converge): what
-- ADD_CONSTRAINT (converge = 0) and REPLACE_CONSTRAINT (converge = 1) have in common.
--
-- Rows without a parent are searched whatever FOREIGN_KEY_CHECKS says: under 0 the server would take them silently.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_PUT_CONSTRAINT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_PUT_CONSTRAINT`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_constraint VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_parent VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_refs LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_action VARCHAR(30),
    IN p_converge TINYINT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_constraint VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_parent VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_action VARCHAR(30) DEFAULT REPLACE(UPPER(TRIM(COALESCE(p_action, ''))), 'ON DELETE ', '');
    DECLARE v_columns LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT COALESCE(p_columns, '');
    DECLARE v_refs LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT COALESCE(p_refs, '');
    DECLARE v_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_ref VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_length INT;
    DECLARE v_place INT DEFAULT 1;
    DECLARE v_direction VARCHAR(5);
    DECLARE v_child_list LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_parent_list LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_join LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_filled LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_holder VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_orphans BIGINT;
    DECLARE v_example LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_constraint, v_constraint);
    CALL `DRIFTPROOF_TABLE`(p_parent, 1, v_parent, v_found);
    IF v_action NOT IN ('', 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION') THEN
        CALL `DRIFTPROOF_REFUSE`(1210, CONCAT('foreign key ', v_table, '.', v_constraint, ': on-delete action is ',
            'CASCADE, SET NULL, RESTRICT or NO ACTION, not ', v_action));
    END IF;
    WHILE v_columns IS NOT NULL AND v_refs IS NOT NULL DO
        CALL `DRIFTPROOF_NEXT_COLUMN`(v_columns, v_column, v_length, v_direction);
        CALL `DRIFTPROOF_NEXT_COLUMN`(v_refs, v_ref, v_length, v_direction);
        CALL `DRIFTPROOF_KEY_PAIR`(v_table, v_column, v_parent, v_ref, v_action, v_place);
        SET v_place = v_place + 1;
        SET v_column = REPLACE(v_column, '`', '``'), v_ref = REPLACE(v_ref, '`', '``');
        SET v_child_list = CONCAT(COALESCE(CONCAT(v_child_list, ', '), ''), '`', v_column, '`');
        SET v_parent_list = CONCAT(COALESCE(CONCAT(v_parent_list, ', '), ''), '`', v_ref, '`');
        SET v_join = CONCAT(COALESCE(CONCAT(v_join, ' AND '), ''), '`parent`.`', v_ref, '` = `child`.`', v_column, '`');
        SET v_filled = CONCAT(COALESCE(CONCAT(v_filled, ' AND '), ''), '`child`.`', v_column, '` IS NOT NULL');
        SET v_values = CONCAT(COALESCE(CONCAT(v_values, ', '), ''), '`child`.`', v_column, '`');
    END WHILE;
    IF v_columns IS NOT NULL OR v_refs IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1239, CONCAT('foreign key ', v_table, '.', v_constraint,
            ': the two column lists differ in length'));
    END IF;
    SET v_wanted = CONCAT('(', v_child_list, ') REFERENCES `', REPLACE(v_parent, '`', '``'), '` (', v_parent_list, ')',
        IF(v_action IN ('', 'RESTRICT', 'NO ACTION'), '', CONCAT(' ON DELETE ', v_action)));
    CALL `DRIFTPROOF_CONSTRAINT_TEXT`(v_table, v_constraint, v_actual);
    IF v_actual = v_wanted THEN
        LEAVE helper;
    END IF;
    IF v_actual IS NOT NULL AND p_converge = 0 THEN
        CALL `DRIFTPROOF_REFUSE_DIFFERENT`(1826, CONCAT('foreign key ', v_table, '.', v_constraint), v_actual,
            v_wanted);
    END IF;
    IF v_actual IS NULL THEN
        SELECT MAX(`TABLE_NAME`) INTO v_holder FROM `information_schema`.`REFERENTIAL_CONSTRAINTS`
        WHERE `CONSTRAINT_SCHEMA` = DATABASE() AND LOWER(`CONSTRAINT_NAME`) = LOWER(v_constraint);
    END IF;
    IF v_holder IS NOT NULL THEN
        CALL `DRIFTPROOF_REFUSE`(1826, CONCAT('table ', v_holder, ' has a foreign key ', v_constraint,
            ' already, wanted on ', v_table));
    END IF;
    CALL `DRIFTPROOF_ASK`('COUNT(*)', CONCAT('MIN(CONCAT_WS('', '', ', v_values, '))'), CONCAT('`',
        REPLACE(v_table, '`', '``'), '` AS `child` WHERE ', v_filled, ' AND NOT EXISTS (SELECT 1 FROM `',
        REPLACE(v_parent, '`', '``'), '` AS `parent` WHERE ', v_join, ')'), v_orphans, v_example);
    IF v_orphans > 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1452, CONCAT(v_orphans, ' orphan rows in ', v_table, '.',
            REPLACE(v_child_list, '`', ''), ', e.g. ''', v_example, ''': no parent in ', v_parent,
            '; mend or delete them'));
    END IF;
    IF v_actual IS NOT NULL THEN
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` DROP FOREIGN KEY `',
            REPLACE(v_constraint, '`', '``'), '`'));
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` ADD CONSTRAINT `',
        REPLACE(v_constraint, '`', '``'), '` FOREIGN KEY ', v_wanted,
        IF(v_action IN ('RESTRICT', 'NO ACTION'), CONCAT(' ON DELETE ', v_action), '')));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
