-- CREATE_VIEW_IF_ABSENT(view, query): creates a view unless one of that name is there.
--
-- An existing view stays as it is: a site may have given it more columns since. A table of that name is refused.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `CREATE_VIEW_IF_ABSENT`;

DELIMITER $$

CREATE PROCEDURE `CREATE_VIEW_IF_ABSENT`(
    IN p_view VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_query LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_view VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    CALL `DRIFTPROOF_TABLE`(p_view, 0, v_view, v_found);
    IF v_found = 1 THEN
        CALL `DRIFTPROOF_REFUSE`(1347, CONCAT('view ', v_view, ' wanted, but a table has that name'));
    END IF;
    IF v_found = 0 THEN
        CALL `DRIFTPROOF_RUN`(CONCAT('CREATE VIEW `', REPLACE(v_view, '`', '``'), '` AS ', p_query));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
