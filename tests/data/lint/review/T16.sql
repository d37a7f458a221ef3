-- config: {"select": ["modify-fk-column"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says DS116 error, no fix: mariadb:10.11 error 1832
-- says DS116 error, no fix: mariadb:10.11 error 1833
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `p` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `c` (
    `id` INT NOT NULL PRIMARY KEY,
    `pu` VARCHAR(32) DEFAULT NULL,
    CONSTRAINT `fkcp` FOREIGN KEY (`pu`) REFERENCES `p` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `c` MODIFY COLUMN `pu` VARCHAR(64) DEFAULT NULL; -- expect: DS116
ALTER TABLE `p` MODIFY COLUMN `uuid` VARCHAR(64) NOT NULL; -- expect: DS116
