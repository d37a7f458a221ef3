-- DRIFTPROOF_CUT(text, place, room): cuts `text` to `room` characters around `place`, with ".." where something went.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_CUT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_CUT`(
    INOUT p_text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_place INT,
    IN p_room INT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    IF CHAR_LENGTH(p_text) > p_room THEN
        IF p_place + 6 > p_room THEN
            SET p_text = CONCAT('..', SUBSTRING(p_text, LEAST(p_place - 5, CHAR_LENGTH(p_text) - p_room + 3)));
        END IF;
        IF CHAR_LENGTH(p_text) > p_room THEN
            SET p_text = CONCAT(LEFT(p_text, p_room - 2), '..');
        END IF;
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
