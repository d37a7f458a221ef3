-- config: {"database": "zstack"}
CREATE TABLE `zstack`.`T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
UPDATE `zstack`.`T` SET `a` = (SELECT MAX(`a`) FROM `other`.`U`); -- expect: NQ110
