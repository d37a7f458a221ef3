-- config: {"select": ["helper-argument-backticks", "helper-backtick-argument"]}
-- helpers
-- says ID124 info, no fix: `ADD_COLUMN` is given MountVO without backticks
CREATE TABLE IF NOT EXISTS `MountVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CALL ADD_COLUMN('MountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL); -- expect: ID124
