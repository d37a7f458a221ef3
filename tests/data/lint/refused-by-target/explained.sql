-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE OR REPLACE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
