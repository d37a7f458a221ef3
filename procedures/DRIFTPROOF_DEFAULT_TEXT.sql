-- DRIFTPROOF_DEFAULT_TEXT(type, default, text): the DEFAULT clause for a default that came as text, '' for NULL.
--
-- A time function stays a function on TIMESTAMP and DATETIME (also with "ON UPDATE ..." behind it); TRUE and FALSE stay
-- words on numeric columns; BIT values stay bare; TEXT, BLOB and JSON get an expression, ('...'), the only form that
-- MySQL takes (8.0.13 and later) and MariaDB too. Everything else is one quoted literal, whatever stands in it.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_DEFAULT_TEXT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_DEFAULT_TEXT`(
    IN p_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_type LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT LOWER(TRIM(p_type));
    DECLARE v_default LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT UPPER(TRIM(p_default));
    IF p_default IS NULL THEN
        SET p_text = '';
    ELSEIF v_type REGEXP '^(timestamp|datetime)'
            AND v_default REGEXP '^(CURRENT_TIMESTAMP|NOW|LOCALTIME|LOCALTIMESTAMP)( |[(]|$)' THEN
        SET p_text = CONCAT(' DEFAULT ', TRIM(p_default));
    ELSEIF v_default IN ('TRUE', 'FALSE') AND v_type REGEXP '^(bool|tinyint|smallint|mediumint|int|bigint|bit|dec)' THEN
        SET p_text = CONCAT(' DEFAULT ', v_default);
    ELSEIF v_type REGEXP '^bit' AND v_default REGEXP '^([0-9]+|B''[01]+''|0X[0-9A-F]+)$' THEN
        SET p_text = CONCAT(' DEFAULT ', TRIM(p_default));
    ELSEIF v_type REGEXP '^((tiny|medium|long)?(text|blob)|json)' THEN
        SET p_text = CONCAT(' DEFAULT (', QUOTE(p_default), ')');
    ELSE
        SET p_text = CONCAT(' DEFAULT ', QUOTE(p_default));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
