-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- Joined-table inheritance has no foreign key to its parent, on purpose.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `KvmHostVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `username` VARCHAR(255) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
