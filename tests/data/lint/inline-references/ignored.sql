-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- fixed unsafely: ALTER TABLE `CacheVO` ADD `hostUuid` VARCHAR(32) NULL AFTER `uuid`,
-- fixed unsafely: ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
ALTER TABLE `CacheVO` ADD `hostUuid` VARCHAR(32) NULL REFERENCES `HostEO` (`uuid`) AFTER `uuid`; -- expect: CK116
-- says CK116 error, unsafe fix: hostUuid
