CREATE TABLE IF NOT EXISTS `VmVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
SET @s = (SELECT IF(COUNT(*) > 0, 'ALTER TABLE `VmVO` ADD COLUMN `state` INT NULL', 'SELECT 1') -- expect: ID118
    FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'state');
PREPARE st FROM @s;
EXECUTE st;
DEALLOCATE PREPARE st;
