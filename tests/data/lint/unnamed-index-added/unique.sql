CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` ADD UNIQUE (`hostUuid`, `uuid`); -- expect: ID108
