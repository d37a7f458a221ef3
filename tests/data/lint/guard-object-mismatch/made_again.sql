CREATE TABLE IF NOT EXISTS `VmVO` (`uuid` VARCHAR(32) NOT NULL, `a` INT NULL, PRIMARY KEY (`uuid`), KEY `ix` (`uuid`)) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE()
               AND table_name = 'VmVO' AND index_name = 'ix') THEN
        ALTER TABLE `VmVO` DROP INDEX `ix`;
        ALTER TABLE `VmVO` ADD INDEX `ix` (`a`);
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
               AND table_name = 'HostVO' AND column_name = 'b') THEN
        ALTER TABLE `VmVO` ADD COLUMN `b` INT NULL;
    END IF;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE `p`;
