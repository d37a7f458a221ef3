-- fixed unsafely: `hostUuid` VARCHAR(32) NULL,
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, `n` INT UNSIGNED NOT NULL, PRIMARY KEY (`uuid`), UNIQUE KEY `n` (`n`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `f1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE SET NULL -- expect: CK109
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says CK109 error, unsafe fix: hostUuid
