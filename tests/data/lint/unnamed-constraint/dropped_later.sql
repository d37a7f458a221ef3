-- The third script drops what the server named, by that name.
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) -- expect: NQ105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says NQ105 error, no fix: hostUuid
-- file: V2__b.sql
ALTER TABLE `CacheVO` DROP FOREIGN KEY `CacheVO_ibfk_1`;
