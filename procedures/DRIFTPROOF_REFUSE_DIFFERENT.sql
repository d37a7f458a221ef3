-- DRIFTPROOF_REFUSE_DIFFERENT(error, subject, actual, wanted): refuses an object that exists but differs, naming both
-- definitions: "<subject> is <actual>, wanted <wanted>".
--
-- 128 characters must do for all of it. Definitions that are too long are shown from shortly before the first character
-- in which they differ, so that two long ENUMs do not look the same.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_REFUSE_DIFFERENT`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_REFUSE_DIFFERENT`(
    IN p_error SMALLINT UNSIGNED,
    IN p_subject LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_subject LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT p_subject;
    DECLARE v_actual LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT p_actual;
    DECLARE v_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT p_wanted;
    DECLARE v_room INT;
    DECLARE v_actual_room INT;
    DECLARE v_wanted_room INT;
    DECLARE v_same INT DEFAULT 0;
    IF CHAR_LENGTH(v_subject) > 62 THEN
        SET v_subject = CONCAT(LEFT(v_subject, 30), '..', RIGHT(v_subject, 30));
    END IF;
    SET v_room = 128 - CHAR_LENGTH(v_subject) - CHAR_LENGTH(' is ') - CHAR_LENGTH(', wanted ');
    IF CHAR_LENGTH(v_actual) + CHAR_LENGTH(v_wanted) > v_room THEN
        SET v_actual_room = GREATEST(FLOOR(v_room / 2), v_room - CHAR_LENGTH(v_wanted));
        SET v_wanted_room = GREATEST(v_room - FLOOR(v_room / 2), v_room - CHAR_LENGTH(v_actual));
        WHILE v_same < CHAR_LENGTH(v_actual) AND LEFT(v_actual, v_same + 1) = LEFT(v_wanted, v_same + 1) DO
            SET v_same = v_same + 1;
        END WHILE;
        CALL `DRIFTPROOF_CUT`(v_actual, v_same, v_actual_room);
        CALL `DRIFTPROOF_CUT`(v_wanted, v_same, v_wanted_room);
    END IF;
    CALL `DRIFTPROOF_REFUSE`(p_error, CONCAT(v_subject, ' is ', v_actual, ', wanted ', v_wanted));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
