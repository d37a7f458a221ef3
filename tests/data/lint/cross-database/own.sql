-- config: {"database": "zstack"}
CREATE TABLE `zstack`.`T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
