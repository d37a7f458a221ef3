-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK116 error, unsafe fix: MySQL before 9.0 ignores it, others make a foreign key
-- A reference of a column: MySQL before 9 forgets it.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `pu` VARCHAR(32) NOT NULL REFERENCES `HostEO` (`uuid`), -- expect: CK116
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
