-- fixed: CONSTRAINT `ckCacheVOSize` CHECK (`size` > 0),
-- fixed: constraint `fkCacheVOHostEO` foreign key (`hostUuid`) REFERENCES `HostEO` (`uuid`)
-- fixed: CONSTRAINT `fkPairVOHostEOOne` FOREIGN KEY (`one`) REFERENCES `HostEO` (`uuid`),
-- fixed: CONSTRAINT `fkPairVOHostEOTwo` FOREIGN KEY (`two`) REFERENCES `HostEO` (`uuid`)
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `size` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    CHECK (`size` > 0), -- expect: NQ105
    constraint foreign key (`hostUuid`) REFERENCES `HostEO` (`uuid`) -- expect: NQ105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `PairVO` (
    `one` VARCHAR(32) NOT NULL,
    `two` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`one`, `two`),
    FOREIGN KEY (`one`) REFERENCES `HostEO` (`uuid`), -- expect: NQ105
    FOREIGN KEY (`two`) REFERENCES `HostEO` (`uuid`) -- expect: NQ105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
