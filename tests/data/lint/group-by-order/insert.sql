-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
INSERT IGNORE INTO `T` (`a`) SELECT COUNT(*) FROM `T` GROUP BY `b`, `a` ASC HAVING COUNT(*) > 1; -- expect: PO106
