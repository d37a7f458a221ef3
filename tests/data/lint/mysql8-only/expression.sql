-- config: {"targets": ["mysql:8.4", "mariadb:10.11"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
ALTER TABLE `T`
    ADD INDEX `ix` ((LOWER(`b`))); -- expect: PO102
SELECT `b` ->> '$.x' FROM `T`; -- expect: PO102
