CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
SET @text = (SELECT IF(COUNT(*) = 0, 'ALTER TABLE `VmVO` ADD `state` INT NULL', 'DO 0')
    FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'state');
PREPARE s FROM @text;
EXECUTE s;
DEALLOCATE PREPARE s;
ALTER TABLE `VmVO` ADD COLUMN IF NOT EXISTS `type` VARCHAR(32) NULL;
