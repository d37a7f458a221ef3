-- file: V1__tables.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB;
-- file: V2__nullable.sql
SET FOREIGN_KEY_CHECKS = 0;
ALTER TABLE `CacheVO`
    MODIFY `hostUuid` VARCHAR(32) NULL; -- expect: CK101
