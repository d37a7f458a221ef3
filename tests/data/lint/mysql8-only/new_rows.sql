-- config: {"targets": ["mariadb:10.11", "mysql:8.0.11", "mysql:8.4"]}
-- says PO102 error, no fix: an alias of new rows is not understood by mariadb:10.11, mysql:8.0.11
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
INSERT INTO `T` (`a`, `b`) VALUES (1, 2) AS new ON DUPLICATE KEY UPDATE `b` = new.`b`; -- expect: PO102
INSERT INTO `T` (`a`, `b`) SELECT s.`a`, s.`b` FROM `T` AS s ON DUPLICATE KEY UPDATE `b` = s.`b`;
INSERT INTO `T` (`a`, `b`) VALUES (1, 2) ON DUPLICATE KEY UPDATE `b` = VALUES(`b`);
