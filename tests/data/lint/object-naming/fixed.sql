-- fixed unsafely: UNIQUE KEY `ukCacheVOUuidHostUuid` (`uuid`, `hostUuid`),
-- fixed unsafely: KEY `idxCacheVOHostUuid` (`hostUuid`),
-- fixed unsafely: CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`)
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `one` (`uuid`, `hostUuid`), -- expect: NQ104
    KEY `two` (`hostUuid`), -- expect: NQ104
    CONSTRAINT `c1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) -- expect: NQ104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says NQ104 warning, unsafe fix: CacheVO
