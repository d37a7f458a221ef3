-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxVmVOHostUuid` (`hostUuid`)
) ENGINE=InnoDB;
-- file: V2__b.sql
-- One statement: there is no stop in between.
ALTER TABLE `VmVO` DROP INDEX `idxVmVOHostUuid`, ADD INDEX `idxVmVOHostUuid` (`hostUuid`, `uuid`);
