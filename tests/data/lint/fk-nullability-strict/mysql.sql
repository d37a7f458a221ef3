-- config: {"targets": ["mysql:8.0"]}
CREATE TABLE `p` (`a` INT NULL, UNIQUE KEY `u` (`a`)) ENGINE=InnoDB;
CREATE TABLE `c` (`a` INT NOT NULL, CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES `p` (`a`) ON UPDATE CASCADE) ENGINE=InnoDB;
