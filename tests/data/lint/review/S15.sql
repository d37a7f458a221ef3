-- config: {"profile": "house", "ignore": ["CS", "ST"]}
-- The schema is named, and asked for by its name.
CREATE TABLE IF NOT EXISTS `zstack`.`HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
DROP PROCEDURE IF EXISTS `add_zone`;
DELIMITER $$
CREATE PROCEDURE `add_zone`()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM `information_schema`.`COLUMNS` WHERE `TABLE_SCHEMA` = 'zstack'
        AND `TABLE_NAME` = 'HostEO' AND `COLUMN_NAME` = 'zone') THEN
        ALTER TABLE `zstack`.`HostEO` ADD COLUMN `zone` VARCHAR(32) NULL;
    END IF;
END $$
DELIMITER ;
CALL `add_zone`();
DROP PROCEDURE IF EXISTS `add_zone`;
