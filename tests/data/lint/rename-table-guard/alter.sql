-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `A` RENAME TO `B`; -- expect: ID109
