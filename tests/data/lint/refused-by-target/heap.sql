-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- file: a.sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
-- file: b.sql
ALTER TABLE `U` ADD COLUMN `b` INT NULL;
