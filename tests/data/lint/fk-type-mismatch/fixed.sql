-- fixed unsafely: `hostUuid` VARCHAR(32) NOT NULL,
-- fixed unsafely: `number` INT(10) UNSIGNED NOT NULL,
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, `n` INT UNSIGNED NOT NULL, PRIMARY KEY (`uuid`), UNIQUE KEY `n` (`n`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` CHAR(255) NOT NULL, -- expect: CK106
    `number` BIGINT(20) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `f1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`),
    CONSTRAINT `f2` FOREIGN KEY (`number`) REFERENCES `HostEO` (`n`) -- expect: CK106
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
