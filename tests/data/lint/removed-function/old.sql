-- config: {"targets": ["mariadb:10.11", "mysql:5.7"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
UPDATE `T` SET `b` = PASSWORD('x') WHERE `a` = 1;
