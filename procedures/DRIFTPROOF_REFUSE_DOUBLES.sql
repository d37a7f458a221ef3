-- DRIFTPROOF_REFUSE_DOUBLES(table, key, values, filled): refuses a unique key that the rows do not keep, before
-- anything is changed, with the number of doubled values and one of them. The lists are those of DRIFTPROOF_KEY_PARTS.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_REFUSE_DOUBLES`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_REFUSE_DOUBLES`(
    IN p_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_key LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_values LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_filled LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_count BIGINT;
    DECLARE v_example LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    CALL `DRIFTPROOF_ASK`('COUNT(*)', 'MIN(`example`)', CONCAT('(SELECT CONCAT_WS('', '', ', p_values,
        ') AS `example` FROM `', REPLACE(p_table, '`', '``'), '` WHERE ', p_filled, ' GROUP BY ', p_values,
        ' HAVING COUNT(*) > 1) AS `doubled`'), v_count, v_example);
    IF v_count > 0 THEN
        CALL `DRIFTPROOF_REFUSE`(1062, CONCAT(v_count, ' doubled values in ', p_table, ', e.g. ''', v_example,
            ''', against ', p_key, '; delete the doubles first'));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
