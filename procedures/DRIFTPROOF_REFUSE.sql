-- DRIFTPROOF_REFUSE(error, message): stops the calling helper with SQLSTATE 45000.
--
-- `error` is the number that the server itself uses for the same mishap (docs/helpers.md lists them). A condition's
-- MESSAGE_TEXT holds 128 characters on MySQL, and a longer one is error 1648 there, so the end is cut.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_REFUSE`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_REFUSE`(
    IN p_error SMALLINT UNSIGNED,
    IN p_message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT COALESCE(p_message, 'refused');
    IF CHAR_LENGTH(v_message) > 128 THEN
        SET v_message = CONCAT(LEFT(v_message, 126), '..');
    END IF;
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = v_message, MYSQL_ERRNO = p_error;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
