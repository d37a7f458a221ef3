-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- says PO103 error, no fix: gnored
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, KEY `idxTB` (`b`)) ENGINE=InnoDB;
ALTER TABLE `T` ALTER INDEX `idxTB` IGNORED; -- expect: PO103
ALTER TABLE `T`
    ALTER INDEX `idxTB` NOT IGNORED; -- expect: PO103
