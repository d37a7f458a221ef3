-- config: {"targets": ["mariadb:10.11", "mysql:5.7"]}
CREATE TABLE IF NOT EXISTS `t` (`uuid` INT NOT NULL, system INT NULL, rank INT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
