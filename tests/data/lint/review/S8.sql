-- config: {"profile": "house"}
-- A nullable column with ON DELETE SET NULL is right.
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `cacheUuid` VARCHAR(32) DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkMountVOCacheVO` FOREIGN KEY (`cacheUuid`) REFERENCES `CacheVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
