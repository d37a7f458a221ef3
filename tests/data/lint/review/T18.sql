-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK110 error, unsafe fix: mariadb:10.11 error 1005, mysql:8.4 error 1826] [V1__case.sql:7: `t1`.`fk1` is defined here]
-- A name of a foreign key is taken by another table.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fk1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `t2` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
ALTER TABLE `t2`
    ADD CONSTRAINT `fk1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE; -- expect: CK110
