-- A random key doubles rows, too, where nothing can be told of the table's other rows.
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`uuid` VARCHAR(32) NOT NULL PRIMARY KEY, `n` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
INSERT INTO `T` (`uuid`, `n`) VALUES (REPLACE(UUID(), '-', ''), 1); -- expect: ID115
INSERT INTO `T` (`uuid`, `n`) VALUES ('fixed', 1) ON DUPLICATE KEY UPDATE `n` = 2;
INSERT INTO `T` (`uuid`, `n`) SELECT 'other', 2 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM `T` WHERE `uuid` = 'other');
