-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    `state` INT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `VmVO` DROP CONSTRAINT `fkVmVOHostVO`, -- expect: DS124
    ADD CONSTRAINT `fkVmVOHostVO2` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`) ON DELETE SET NULL;
