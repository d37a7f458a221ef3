-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `s` VARCHAR(3) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
INSERT INTO `T` (`a`, `s`) VALUES (1, 'one');
