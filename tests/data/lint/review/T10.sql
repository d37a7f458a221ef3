-- config: {"select": ["ddl-in-transaction"]}
-- says DS119 warning, no fix: no ROLLBACK brings anything back
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
START TRANSACTION;
ALTER TABLE `A` ADD COLUMN `b` INT NULL; -- expect: DS119
ROLLBACK;
