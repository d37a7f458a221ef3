-- helpers
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `VmEO` (`uuid` VARCHAR(32) NOT NULL, `state` VARCHAR(32) NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `VmEO` RENAME COLUMN `state` TO `status`; -- expect: ID110
-- says ID110 error, unsafe fix: state
