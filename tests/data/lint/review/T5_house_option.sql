-- config: {"select": ["helper-argument-backticks"]}
-- helpers
-- says ID124 info, no fix: `ADD_CONSTRAINT`
CREATE TABLE IF NOT EXISTS `MountVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CALL ADD_COLUMN('MountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL); -- expect: ID124
CALL CREATE_INDEX('MountVO', 'idxMountVOCacheUuid', 'cacheUuid'); -- expect: ID124
CALL ADD_CONSTRAINT('MountVO', 'fkMountVOCacheVO', 'cacheUuid', 'CacheVO', 'uuid', 'SET NULL'); -- expect: ID124
