-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, `n` INT UNSIGNED NOT NULL, PRIMARY KEY (`uuid`), UNIQUE KEY `n` (`n`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `HostEO` ADD `a` TEXT NOT NULL; -- expect: DS111
-- says DS111 warning, no fix: HostEO
