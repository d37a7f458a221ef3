-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says NQ105 error, safe fix: a foreign key of `t1` (hostUuid) has no name
-- A foreign key without a name.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE -- expect: NQ105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
