-- DRIFTPROOF_ASK(count, example, source, found, one): asks one built query for a count and one example.
--
-- Runs SELECT <count>, <example> FROM <source>; the example is cut to 40 characters. The two user variables that carry
-- the answer out of the prepared statement are NULL again afterwards.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_ASK`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_ASK`(
    IN p_count LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_example LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_source LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT p_found BIGINT,
    OUT p_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    CALL `DRIFTPROOF_RUN`(CONCAT('SELECT ', p_count, ', LEFT(', p_example, ', 40) INTO @driftproof_count, ',
        '@driftproof_example FROM ', p_source));
    SET p_found = @driftproof_count;
    SET p_one = @driftproof_example;
    SET @driftproof_count = NULL, @driftproof_example = NULL;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
