-- file: V1__a.sql
ALTER TABLE `B` ADD COLUMN `b` INT NULL; -- expect: ID130
-- file: V2__b.sql
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY);
