-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CS104 error, unsafe fix: mariadb:10.11 error 1005, mysql:8.4 error 3780
-- Parent utf8mb4, child utf8mb3.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkT1HostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE -- expect: CS104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
