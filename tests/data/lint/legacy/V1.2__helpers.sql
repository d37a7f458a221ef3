-- Helpers of this product: names are given without backticks.
DROP PROCEDURE IF EXISTS `ADD_COLUMN`;
DROP PROCEDURE IF EXISTS `CREATE_INDEX`;
DROP PROCEDURE IF EXISTS `DELETE_INDEX`;
DELIMITER $$
CREATE PROCEDURE `ADD_COLUMN`(
    IN tb_name varchar(64), IN column_nm varchar(64), IN column_type varchar(64), IN allow_null boolean, IN def varchar(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = 'cloud' AND TABLE_NAME = tb_name AND COLUMN_NAME = column_nm) THEN
        SET @ddl = CONCAT('ALTER TABLE cloud.', tb_name, ' ADD COLUMN ', column_nm, ' ', column_type,
            IF(allow_null, '', ' NOT NULL'), IF(def IS NULL, ' DEFAULT NULL', CONCAT(' DEFAULT ''', def, '''')));
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
    END IF;
END $$
CREATE PROCEDURE `CREATE_INDEX`(IN tb_name varchar(64), IN index_nm varchar(64), IN column_nm varchar(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = 'cloud' AND TABLE_NAME = tb_name AND INDEX_NAME = index_nm) THEN
        SET @ddl = CONCAT('CREATE INDEX ', index_nm, ' ON cloud.', tb_name, ' (', column_nm, ')');
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
END $$
CREATE PROCEDURE `DELETE_INDEX`(IN tb_name varchar(64), IN index_nm varchar(64))
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.STATISTICS WHERE TABLE_NAME = tb_name AND INDEX_NAME = index_nm) THEN
        SET @ddl = CONCAT('ALTER TABLE cloud.', tb_name, ' DROP INDEX ', index_nm);
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
END $$
DELIMITER ;
