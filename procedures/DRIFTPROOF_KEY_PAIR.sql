-- DRIFTPROOF_KEY_PAIR(table, column, referenced table, referenced column, action, place): refuses a pair of columns
-- that a foreign key with this on-delete action cannot join, the pair being at this place of the key (from 1); gives
-- both names back as the server writes them.
--
-- These are checked here because the server's own words for them are errno 150 or nothing at all under
-- FOREIGN_KEY_CHECKS = 0.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_KEY_PAIR`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_KEY_PAIR`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    INOUT p_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_parent VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    INOUT p_ref VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_action VARCHAR(30),
    IN p_place INT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_child_count INT;
    DECLARE v_nullable VARCHAR(3);
    DECLARE v_child_kind VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_parent_count INT;
    DECLARE v_parent_kind VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_keys INT;
    -- Texts must have one collation; other types must be the same, width aside. CHAR and VARCHAR go together.
    SELECT COUNT(*), COALESCE(MAX(`COLUMN_NAME`), p_column), MAX(`IS_NULLABLE`),
        MAX(COALESCE(`COLLATION_NAME`, CONCAT(REPLACE(`DATA_TYPE`, 'varbinary', 'binary'),
            IF(`COLUMN_TYPE` LIKE '%unsigned%', ' unsigned', ''))))
    INTO v_child_count, p_column, v_nullable, v_child_kind
    FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`COLUMN_NAME`) = LOWER(p_column);
    SELECT COUNT(*), COALESCE(MAX(`COLUMN_NAME`), p_ref),
        MAX(COALESCE(`COLLATION_NAME`, CONCAT(REPLACE(`DATA_TYPE`, 'varbinary', 'binary'),
            IF(`COLUMN_TYPE` LIKE '%unsigned%', ' unsigned', ''))))
    INTO v_parent_count, p_ref, v_parent_kind
    FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_parent AND LOWER(`COLUMN_NAME`) = LOWER(p_ref);
    IF v_child_count = 0 OR v_parent_count = 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1072, CONCAT('column ', IF(v_child_count = 0, p_table, p_parent), '.',
            IF(v_child_count = 0, p_column, p_ref), ' does not exist'));
    END IF;
    IF v_nullable = 'NO' AND p_action = 'SET NULL' THEN
        CALL `DRIFTPROOF_REFUSE`(1830, CONCAT('column ', p_table, '.', p_column, ' is NOT NULL, ON DELETE SET NULL ',
            'wants it nullable'));
    END IF;
    IF v_child_kind <> v_parent_kind THEN
        CALL `DRIFTPROOF_REFUSE`(3780, CONCAT(p_table, '.', p_column, ' is ', v_child_kind, ', ', p_parent, '.',
            p_ref, ' is ', v_parent_kind, ': no foreign key joins them'));
    END IF;
    SELECT COUNT(*) INTO v_keys FROM `information_schema`.`STATISTICS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_parent AND `COLUMN_NAME` = p_ref
        AND `SEQ_IN_INDEX` = p_place;
    IF v_keys = 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1822, CONCAT('referenced column ', p_parent, '.', p_ref, ' is not at place ', p_place,
            ' of any key'));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
