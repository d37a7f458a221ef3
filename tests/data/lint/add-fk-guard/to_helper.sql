-- helpers
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmEO` (`uuid` VARCHAR(32) NOT NULL, `hostUuid` VARCHAR(32) NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `VmEO` ADD CONSTRAINT `fkVmEOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`); -- expect: ID104
-- says ID104 error, unsafe fix: fkVmEOHostEO
