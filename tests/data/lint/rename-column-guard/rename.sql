-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `VmVO` RENAME COLUMN `hostUuid` TO `lastHostUuid`; -- expect: ID110
