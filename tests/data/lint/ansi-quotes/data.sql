CREATE TABLE `T` (`a` INT NOT NULL, `s` VARCHAR(9) NOT NULL DEFAULT "x", PRIMARY KEY (`a`)) ENGINE=InnoDB; -- expect: PO104
UPDATE `T` SET `s` = "it's" WHERE `s` = "a""b"; -- expect: PO104
