-- DRIFTPROOF_NAME(raw, name): the bare name of a column, index or constraint, whether or not it came in backticks.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_NAME`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_NAME`(
    IN p_raw VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    OUT p_name VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_name VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT TRIM(p_raw);
    IF v_name LIKE '`%`' THEN
        SET v_name = REPLACE(SUBSTRING(v_name, 2, CHAR_LENGTH(v_name) - 2), '``', '`');
    END IF;
    IF COALESCE(v_name, '') = '' THEN
        CALL `DRIFTPROOF_REFUSE`(1210, 'a name is missing: table, column, index or constraint is NULL or empty');
    END IF;
    IF CHAR_LENGTH(v_name) > 64 THEN
        CALL `DRIFTPROOF_REFUSE`(1059, CONCAT('name is longer than 64 characters: ', v_name));
    END IF;
    SET p_name = v_name;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
