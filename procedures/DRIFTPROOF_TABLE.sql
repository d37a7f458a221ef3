-- DRIFTPROOF_TABLE(raw, required, name, found): checks the schema, then looks up a table.
--
-- The one rule about schemas: a helper works on the session's database, and refuses unless that is the schema that the
-- scripts name. A routine runs in the schema that holds it, so DATABASE() is also where the helpers were installed.
-- `raw` may be T, `T`, zstack.T or `zstack`.`T`; another schema in front is refused.
--
-- `found` becomes 1 for a table, 2 for a view and 0 for nothing; with `required` = 1 anything but a table is refused.

SET @driftproof_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS `DRIFTPROOF_TABLE`;

DELIMITER $$

CREATE PROCEDURE `DRIFTPROOF_TABLE`(
    IN p_raw VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin,
    IN p_required TINYINT,
    OUT p_name VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin,
    OUT p_found TINYINT
)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'driftproof helper'
helper: BEGIN
    -- The schema that the scripts name: this line is the only place that knows it.
    DECLARE v_product_schema VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT 'zstack';
    DECLARE v_raw VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT TRIM(p_raw);
    DECLARE v_schema VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT NULL;
    DECLARE v_dot INT DEFAULT 0;
    DECLARE v_count INT DEFAULT 0;
    DECLARE v_views INT DEFAULT 0;
    IF v_raw LIKE '`%`.%' THEN
        SET v_dot = LOCATE('`.', v_raw) + 1;
    ELSEIF v_raw NOT LIKE '`%' THEN
        SET v_dot = LOCATE('.', v_raw);
    END IF;
    IF v_dot > 0 THEN
        CALL `DRIFTPROOF_NAME`(LEFT(v_raw, v_dot - 1), v_schema);
        SET v_raw = SUBSTRING(v_raw, v_dot + 1);
    END IF;
    CALL `DRIFTPROOF_NAME`(v_raw, p_name);
    IF DATABASE() <> v_product_schema OR COALESCE(v_schema, v_product_schema) <> v_product_schema THEN
        CALL `DRIFTPROOF_REFUSE`(1049, CONCAT('table ', p_name, ': the scripts name schema ', v_product_schema,
            ', not ', IF(DATABASE() <> v_product_schema, DATABASE(), v_schema), '; USE ', v_product_schema));
    END IF;
    IF @@lower_case_table_names = 1 THEN
        SET p_name = LOWER(p_name);
    END IF;
    SELECT COUNT(*), COALESCE(SUM(`TABLE_TYPE` = 'VIEW'), 0) INTO v_count, v_views
    FROM `information_schema`.`TABLES` WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = p_name;
    SET p_found = IF(v_count = 0, 0, IF(v_views = 0, 1, 2));
    IF p_required = 1 AND p_found <> 1 THEN
        CALL `DRIFTPROOF_REFUSE`(IF(p_found = 0, 1146, 1347), CONCAT('table ', DATABASE(), '.', p_name,
            IF(p_found = 0, ' does not exist', ' is a view')));
    END IF;
END helper$$

DELIMITER ;

SET SESSION sql_mode = @driftproof_sql_mode;
SET @driftproof_sql_mode = NULL;
