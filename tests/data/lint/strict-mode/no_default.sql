-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` INT NOT NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
INSERT INTO `T` (`a`) VALUES (1); -- expect: PO105
