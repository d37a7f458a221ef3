-- DRIFTPROOF_COLUMN_TEXT(table, column, comment, text): the definition of an existing column, as one text that is equal
-- for equal columns: type without the width of integers (tinyint(1) keeps it), character set and collation if they are
-- not the table's, generation expression, nullability, default, other attributes, and with `comment` = 1 the comment.
--
-- Both vendors' ways of writing information_schema come out alike: MariaDB (10.2.7 and later) keeps defaults as
-- expressions ('x', NULL, current_timestamp()), MySQL as bare values with DEFAULT_GENERATED beside them (8.0.13).

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_COLUMN_TEXT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_COLUMN_TEXT`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_comment TINYINT,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_mariadb TINYINT DEFAULT VERSION() LIKE '%mariadb%';
    DECLARE v_table_collation VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_nullable VARCHAR(3);
    DECLARE v_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_extra LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_charset VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_collation VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_expression LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_comment LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_backslash LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT CHAR(92 USING utf8mb4);
    DECLARE v_mark LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT CHAR(1 USING utf8mb4);
    SELECT `TABLE_COLLATION` INTO v_table_collation FROM `information_schema`.`TABLES`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table;
    SELECT `COLUMN_TYPE`, `IS_NULLABLE`, `COLUMN_DEFAULT`, `EXTRA`, `CHARACTER_SET_NAME`, `COLLATION_NAME`,
        COALESCE(`GENERATION_EXPRESSION`, ''), `COLUMN_COMMENT`
    INTO v_type, v_nullable, v_default, v_extra, v_charset, v_collation, v_expression, v_comment
    FROM `information_schema`.`COLUMNS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_table AND LOWER(`COLUMN_NAME`) = LOWER(p_column);
    -- MySQL shows expressions with their quotes and backslashes escaped once more.
    IF v_mariadb = 0 THEN
        SET v_expression = REPLACE(REPLACE(REPLACE(v_expression, CONCAT(v_backslash, v_backslash), v_mark),
            CONCAT(v_backslash, ''''), ''''), v_mark, v_backslash);
    END IF;
    IF v_mariadb = 0 AND UPPER(v_extra) LIKE '%DEFAULT_GENERATED%' THEN
        SET v_default = REPLACE(REPLACE(REPLACE(v_default, CONCAT(v_backslash, v_backslash), v_mark),
            CONCAT(v_backslash, ''''), ''''), v_mark, v_backslash);
    END IF;
    IF v_type REGEXP '^(tinyint|smallint|mediumint|int|bigint)[(][0-9]+[)]' AND v_type NOT LIKE '%zerofill%'
            AND v_type NOT LIKE 'tinyint(1)%' THEN
        SET v_type = CONCAT(SUBSTRING_INDEX(v_type, '(', 1), SUBSTRING(v_type, LOCATE(')', v_type) + 1));
    END IF;
    SET p_text = v_type;
    IF v_collation <> v_table_collation THEN
        SET p_text = CONCAT(p_text, ' CHARACTER SET ', v_charset, ' COLLATE ', v_collation);
    END IF;
    IF v_expression <> '' THEN
        SET p_text = CONCAT(p_text, ' GENERATED ALWAYS AS (', v_expression, ') ',
            IF(UPPER(v_extra) LIKE '%STORED%' OR UPPER(v_extra) LIKE '%PERSISTENT%', 'STORED', 'VIRTUAL'));
        SET v_extra = REPLACE(REPLACE(UPPER(v_extra), 'STORED GENERATED', ''), 'VIRTUAL GENERATED', '');
        SET v_default = NULL;
    END IF;
    IF v_expression = '' OR v_nullable = 'NO' THEN
        SET p_text = CONCAT(p_text, IF(v_nullable = 'YES', ' NULL', ' NOT NULL'));
    END IF;
    IF v_mariadb = 1 AND v_default = 'NULL' THEN
        SET v_default = NULL;
    ELSEIF LOWER(v_default) LIKE 'current_timestamp%' AND (v_mariadb = 1 OR v_type LIKE '%time%') THEN
        SET v_default = REPLACE(UPPER(v_default), '()', '');
    ELSEIF v_default REGEXP '^-?[0-9]+([.][0-9]+)?$' THEN
        SET v_default = QUOTE(v_default);
    ELSEIF UPPER(v_extra) LIKE '%DEFAULT_GENERATED%' THEN
        SET v_default = CONCAT('(', v_default, ')');
    ELSEIF v_mariadb = 0 AND v_default IS NOT NULL AND v_type NOT LIKE 'bit(%' THEN
        SET v_default = QUOTE(v_default);
    END IF;
    SET p_text = CONCAT(p_text, IF(v_default IS NULL, '', CONCAT(' DEFAULT ', v_default)));
    SET v_extra = TRIM(REPLACE(REPLACE(UPPER(v_extra), 'DEFAULT_GENERATED', ''), '()', ''));
    SET p_text = CONCAT(p_text, IF(v_extra = '', '', CONCAT(' ', v_extra)));
    IF p_comment = 1 AND v_comment <> '' THEN
        SET p_text = CONCAT(p_text, ' COMMENT ', QUOTE(v_comment));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
