-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `HostEO` (`id` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`id`) -- expect: CK106
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
ALTER TABLE `MountVO`
    ADD CONSTRAINT `fk2` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`id`); -- expect: CK106
