-- config: {"profile": "house"}
-- helpers
CREATE TABLE IF NOT EXISTS `MountVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CALL ADD_COLUMN('MountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL);
CALL CREATE_INDEX('MountVO', 'idxMountVOCacheUuid', 'cacheUuid');
CALL ADD_CONSTRAINT('MountVO', 'fkMountVOCacheVO', 'cacheUuid', 'CacheVO', 'uuid', 'SET NULL');
