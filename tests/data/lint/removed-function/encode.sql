-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
INSERT IGNORE INTO `T` (`a`, `b`) VALUES (1, ENCODE('a', 'b')); -- expect: PO107
