-- config: {"database": "zstack"}
CREATE DATABASE IF NOT EXISTS `billing`;
CREATE TABLE `billing`.`P` (`a` INT NOT NULL, PRIMARY KEY (`a`)); -- expect: NQ110
