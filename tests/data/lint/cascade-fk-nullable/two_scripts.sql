-- says CK101 error, no fix: [V2__nullable.sql:1: `CacheVO`.`hostUuid` is defined here]
-- file: V1__tables.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
-- file: V2__nullable.sql
ALTER TABLE `CacheVO` MODIFY `hostUuid` VARCHAR(32) NULL;
ALTER TABLE `CacheVO` ADD COLUMN `a` INT NULL;
-- file: V3__key.sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE; -- expect: CK101
