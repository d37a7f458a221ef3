-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) -- expect: CK107
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
