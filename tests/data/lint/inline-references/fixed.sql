-- fixed: `hostUuid` VARCHAR(32) NOT NULL COMMENT 'where',
-- fixed: PRIMARY KEY (`uuid`),
-- fixed: CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE COMMENT 'where', -- expect: CK116
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says CK116 error, safe fix: hostUuid
