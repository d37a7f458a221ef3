-- config: {"select": ["ID", "DS", "SP", "LK"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- helpers
CREATE TABLE IF NOT EXISTS `MountVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CALL ADD_COLUMN('MountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL);
CALL CREATE_INDEX('MountVO', 'idxMountVOCacheUuid', 'cacheUuid');
CALL ADD_CONSTRAINT('MountVO', 'fkMountVOCacheVO', 'cacheUuid', 'CacheVO', 'uuid', 'SET NULL');
