-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT, `c` INT);
-- file: V2__b.sql
ALTER TABLE `A` DROP `b`, DROP `c`; -- expect: ID103
