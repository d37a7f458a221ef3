-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY);
-- file: V2__b.sql
/* the copy */ CREATE TABLE `A2` AS SELECT * FROM `A`; -- expect: ID101
