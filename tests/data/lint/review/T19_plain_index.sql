-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK108 error, no fix: mysql:8.4 error 6125
-- A foreign key refers to the column with a plain index only.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `id` INT NOT NULL,
    PRIMARY KEY (`id`),
    KEY `idxHostEOUuid` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkT1HostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE -- expect: CK108
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
