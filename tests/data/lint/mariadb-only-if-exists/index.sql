-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
CREATE INDEX IF NOT EXISTS `ix` ON `T` (`b`); -- expect: PO101
DROP INDEX IF EXISTS `ix` ON `T`; -- expect: PO101
