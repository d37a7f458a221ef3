-- config: {"select": ["modify-fk-column"], "targets": ["mysql:8.4"]}
-- says DS116 error, no fix: 1832
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `p` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `R` (
    `a` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) DEFAULT NULL,
    CONSTRAINT `fkRp` FOREIGN KEY (`hostUuid`) REFERENCES `p` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `R` ADD COLUMN `n` INT NULL,
    ADD PRIMARY KEY (`a`, `hostUuid`); -- expect: DS116
