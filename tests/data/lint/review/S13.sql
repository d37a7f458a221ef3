-- config: {"select": ["ddl-in-transaction"]}
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
START TRANSACTION;
RENAME TABLE `A` TO `B`; -- expect: DS119
ROLLBACK;
