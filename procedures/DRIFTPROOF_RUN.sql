-- DRIFTPROOF_RUN(statement): runs one statement that a helper has built.
--
-- A routine runs under the sql_mode that it was created with, and so does the text: strict, no ANSI_QUOTES, no
-- NO_BACKSLASH_ESCAPES, no NO_ZERO_DATE. So a helper does the same whatever mode the session has, and a table that
-- still has a zero-date default in another column can be altered. Afterwards, and also if the statement fails, the
-- prepared statement is gone and the user variables are NULL. A SELECT must put what it finds into @driftproof_count
-- and @driftproof_example: DRIFTPROOF_ASK does.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_RUN`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_RUN`(
    IN p_statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_prepared TINYINT DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        IF v_prepared = 1 THEN
            DEALLOCATE PREPARE `driftproof_statement`;
        END IF;
        SET @driftproof_sql = NULL, @driftproof_count = NULL, @driftproof_example = NULL;
        RESIGNAL;
    END;
    SET @driftproof_sql = p_statement;
    PREPARE `driftproof_statement` FROM @driftproof_sql;
    SET v_prepared = 1;
    EXECUTE `driftproof_statement`;
    DEALLOCATE PREPARE `driftproof_statement`;
    SET @driftproof_sql = NULL;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
