-- A nullable column with ON DELETE SET NULL is as it should be.
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `cacheUuid` VARCHAR(32) DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkMountVOCacheVO` FOREIGN KEY (`cacheUuid`) REFERENCES `CacheVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB;
