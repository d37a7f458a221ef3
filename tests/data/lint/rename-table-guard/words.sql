-- fixed unsafely: RENAME TABLE IF EXISTS `A` TO `B`;
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
-- file: V2__b.sql
RENAME TABLE `A` TO `B`; -- expect: ID109
