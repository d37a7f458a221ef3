-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK102 error, unsafe fix: `CacheVO`.`sourceRoot` is nullable
-- says CK102 error, unsafe fix: `StorageVO`.`sourceRoot` is nullable
-- One nullable column of two in a unique key; two tables of that form.
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(255) DEFAULT NULL, -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukCacheVO` (`hostUuid`, `sourceRoot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `StorageVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(255) DEFAULT NULL, -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukStorageVO` (`hostUuid`, `sourceRoot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
