-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, `zone` VARCHAR(32) NULL, `n` INT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
INSERT INTO `HostEO` (`uuid`) VALUES ('a', 'b'); -- expect: PO199
ALTER TABLE `HostEO` ADD COLUMN `zone` INT NULL; -- expect: PO199
