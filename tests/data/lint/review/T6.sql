-- config: {"select": ["helper-backtick-argument", "ID1"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- fixed: CALL ADD_COLUMN('MountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL);
-- fixed: CALL CREATE_INDEX('MountVO', 'idxMountVOCacheUuid', 'cacheUuid');
-- fixed: CALL ADD_CONSTRAINT('MountVO', 'fkMountVOCacheVO', 'cacheUuid', 'CacheVO', 'uuid', 'SET NULL');
-- says ID123 error, safe fix: `ADD_CONSTRAINT` does not take the backticks off its argument, so its guard finds nothing: the second run fails with 1005
-- says ID123 error, safe fix: `CREATE_INDEX` does not take the backticks off its argument, so its guard finds nothing: the second run fails with 1061
-- says ID123 error, safe fix: `ADD_COLUMN` does not take the backticks off its argument, so its guard finds nothing: the second run fails with 1060
-- file: V0__old_helpers.sql
-- Helpers of this product: names are given without backticks.
DROP PROCEDURE IF EXISTS `ADD_COLUMN`;
DROP PROCEDURE IF EXISTS `CREATE_INDEX`;
DELIMITER $$
CREATE PROCEDURE `ADD_COLUMN`(
    IN tb_name varchar(64), IN column_nm varchar(64), IN column_type varchar(64), IN allow_null boolean, IN def varchar(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = tb_name AND COLUMN_NAME = column_nm) THEN
        SET @ddl = CONCAT('ALTER TABLE ', tb_name, ' ADD COLUMN ', column_nm, ' ', column_type,
            IF(allow_null, '', ' NOT NULL'), IF(def IS NULL, ' DEFAULT NULL', CONCAT(' DEFAULT ''', def, '''')));
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
    END IF;
END $$
CREATE PROCEDURE `CREATE_INDEX`(IN tb_name varchar(64), IN index_nm varchar(64), IN column_nm varchar(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = tb_name AND INDEX_NAME = index_nm) THEN
        SET @ddl = CONCAT('CREATE INDEX ', index_nm, ' ON ', tb_name, ' (', column_nm, ')');
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
END $$
DELIMITER ;
DROP PROCEDURE IF EXISTS `ADD_CONSTRAINT`;
DELIMITER $$
CREATE PROCEDURE `ADD_CONSTRAINT`(IN tb_name varchar(64), IN fk_nm varchar(64), IN column_nm varchar(64),
    IN ref_tb varchar(64), IN ref_column varchar(64), IN delete_action varchar(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.TABLE_CONSTRAINTS
        WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = tb_name AND CONSTRAINT_NAME = fk_nm) THEN
        SET @ddl = CONCAT('ALTER TABLE ', tb_name, ' ADD CONSTRAINT ', fk_nm, ' FOREIGN KEY (', column_nm, ') REFERENCES ',
            ref_tb, ' (', ref_column, ') ON DELETE ', delete_action);
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
END $$
DELIMITER ;
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `MountVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
CALL ADD_COLUMN('MountVO', '`cacheUuid`', 'VARCHAR(32)', 1, NULL); -- expect: ID123
CALL CREATE_INDEX('MountVO', '`idxMountVOCacheUuid`', 'cacheUuid'); -- expect: ID123
CALL ADD_CONSTRAINT('MountVO', '`fkMountVOCacheVO`', 'cacheUuid', 'CacheVO', 'uuid', 'SET NULL'); -- expect: ID123
