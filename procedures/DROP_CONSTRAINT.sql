-- DROP_CONSTRAINT(table, constraint): drops a foreign key, or a CHECK constraint, of this table.
--
-- Nothing happens if the table has none of that name. A UNIQUE or PRIMARY KEY is refused: DELETE_INDEX drops the first.
-- The index that the server made for a foreign key stays: DELETE_INDEX.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DROP_CONSTRAINT`;

DELIMITER $$

CREATE PROCEDURE `DROP_CONSTRAINT`(
    IN p_table VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_constraint VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    DECLARE v_table VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_constraint VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin;
    DECLARE v_found TINYINT;
    DECLARE v_kind VARCHAR(64);
    CALL `DRIFTPROOF_TABLE`(p_table, 1, v_table, v_found);
    CALL `DRIFTPROOF_NAME`(p_constraint, v_constraint);
    -- A foreign key and the unique key that serves it may share one name: the foreign key goes first.
    SELECT MIN(`CONSTRAINT_TYPE`) INTO v_kind FROM `information_schema`.`TABLE_CONSTRAINTS`
    WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = v_table AND LOWER(`CONSTRAINT_NAME`) = LOWER(v_constraint);
    IF v_kind IN ('PRIMARY KEY', 'UNIQUE') THEN
        CALL `DRIFTPROOF_REFUSE`(1091, CONCAT('constraint ', v_table, '.', v_constraint, ' is a ', v_kind,
            ', no foreign key: use DELETE_INDEX'));
    END IF;
    IF v_kind IS NOT NULL THEN
        CALL `DRIFTPROOF_RUN`(CONCAT('ALTER TABLE `', REPLACE(v_table, '`', '``'), '` DROP ',
            IF(v_kind = 'CHECK', 'CONSTRAINT', 'FOREIGN KEY'), ' `', REPLACE(v_constraint, '`', '``'), '`'));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
