-- config: {"targets": ["mariadb:10.11", "mysql:5.7", "mysql:8.4"]}
-- says PO102 error, no fix: an invisible index is not understood by mariadb:10.11, mysql:5.7
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, KEY `idxTB` (`b`)) ENGINE=InnoDB;
ALTER TABLE `T` ALTER INDEX `idxTB` INVISIBLE; -- expect: PO102
ALTER TABLE `T` ALTER INDEX `idxTB` VISIBLE; -- expect: PO102
