-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    KEY `ih` (`hostUuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `VmVO` ADD CONSTRAINT `fk2` FOREIGN KEY (`uuid`) REFERENCES `HostVO` (`uuid`); -- expect: LK106
