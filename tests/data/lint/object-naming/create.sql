CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `zone` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `hosts` (`hostUuid`), -- expect: NQ104
    KEY `i` (`hostUuid`, `uuid`), -- expect: NQ104
    CONSTRAINT `c1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) -- expect: NQ104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
