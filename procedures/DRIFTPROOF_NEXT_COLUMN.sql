-- DRIFTPROOF_NEXT_COLUMN(rest, column, length, direction): takes the first column off a list such as "a, `b`(10) DESC"
-- and leaves the remainder in `rest`, NULL once the list is done.
--
-- `length` is NULL without a prefix length, `direction` '' or ' DESC'.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_NEXT_COLUMN`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_NEXT_COLUMN`(
    INOUT p_rest LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_column VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    OUT p_length INT,
    OUT p_direction VARCHAR(5)
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_list LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT TRIM(COALESCE(p_rest, ''));
    DECLARE v_end INT;
    DECLARE v_part LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE v_name LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    SET p_length = NULL, p_direction = '';
    -- A comma inside backticks belongs to the name.
    IF LEFT(v_list, 1) = '`' THEN
        SET v_end = LOCATE('`', v_list, 2);
        SET v_name = LEFT(v_list, v_end);
        SET v_list = SUBSTRING(v_list, v_end + 1);
    END IF;
    SET v_end = LOCATE(',', v_list);
    SET v_part = TRIM(IF(v_end > 0, LEFT(v_list, v_end - 1), v_list));
    SET p_rest = IF(v_end > 0, SUBSTRING(v_list, v_end + 1), NULL);
    IF UPPER(v_part) LIKE '% DESC' OR UPPER(v_part) = 'DESC' OR UPPER(v_part) LIKE '%)DESC' THEN
        SET p_direction = ' DESC';
        SET v_part = TRIM(LEFT(v_part, CHAR_LENGTH(v_part) - 4));
    ELSEIF UPPER(v_part) LIKE '% ASC' OR (v_name IS NOT NULL AND UPPER(v_part) = 'ASC')
            OR UPPER(v_part) LIKE '%)ASC' THEN
        SET v_part = TRIM(LEFT(v_part, CHAR_LENGTH(v_part) - 3));
    END IF;
    IF v_part LIKE '%(%)' THEN
        SET v_end = LOCATE('(', v_part);
        IF TRIM(SUBSTRING(v_part, v_end + 1, CHAR_LENGTH(v_part) - v_end - 1)) NOT REGEXP '^[0-9]{1,5}$' THEN
            CALL `DRIFTPROOF_REFUSE`(1210, CONCAT('index part is no column with an optional length: ', v_part));
        END IF;
        SET p_length = CAST(TRIM(SUBSTRING(v_part, v_end + 1, CHAR_LENGTH(v_part) - v_end - 1)) AS UNSIGNED);
        SET v_part = TRIM(LEFT(v_part, v_end - 1));
    END IF;
    IF v_name IS NOT NULL AND v_part <> '' THEN
        CALL `DRIFTPROOF_REFUSE`(1210, CONCAT('cannot read the column list at: ', v_name, ' ', v_part));
    END IF;
    CALL `DRIFTPROOF_NAME`(COALESCE(v_name, v_part), p_column);
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
