CREATE TABLE IF NOT EXISTS `VmVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
               AND table_name = 'VmVO' AND column_name = 'state') THEN
        ALTER TABLE `VmVO` ADD COLUMN `state` INT NULL; -- expect: ID118
    END IF;
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
               AND table_name = 'VmVO' AND column_name = 'old') THEN
        ALTER TABLE `VmVO` DROP COLUMN `old`; -- expect: ID118
    END IF;
    IF (SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE()
               AND table_name = 'VmVO' AND index_name = 'ix') = 0 THEN
        DROP INDEX `ix` ON `VmVO`; -- expect: ID118
    ELSE
        CREATE INDEX `ix` ON `VmVO` (`uuid`); -- expect: ID118
    END IF;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE `p`;
