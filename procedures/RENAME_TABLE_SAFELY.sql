-- RENAME_TABLE_SAFELY(old, new): renames a table if the old name exists and the new one does not.
--
-- Nothing happens if only the new name is there. Refused: both names or neither, or a view under one of them.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `RENAME_TABLE_SAFELY`;

DELIMITER $$

CREATE PROCEDURE `RENAME_TABLE_SAFELY`(
    IN p_old VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_new VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_old VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_new VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_has_old TINYINT;
    DECLARE v_has_new TINYINT;
    CALL `DRIFTPROOF_TABLE`(p_old, 0, v_old, v_has_old);
    CALL `DRIFTPROOF_TABLE`(p_new, 0, v_new, v_has_new);
    IF v_has_old = 0 AND v_has_new = 1 THEN
        LEAVE helper;
    END IF;
    IF v_has_old <> 1 OR v_has_new <> 0 THEN
        CALL `DRIFTPROOF_REFUSE`(IF(v_has_old = 0, 1146, 1050), CONCAT('rename of ', v_old, ' to ', v_new, ': ',
            IF(v_has_old = 0 AND v_has_new = 0, 'neither exists',
                IF(v_has_old = 2 OR v_has_new = 2, 'a view has the name', 'both exist'))));
    END IF;
    CALL `DRIFTPROOF_RUN`(CONCAT('RENAME TABLE `', REPLACE(v_old, '`', '``'), '` TO `',
        REPLACE(v_new, '`', '``'), '`'));
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
