-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT);
-- file: V2__b.sql
UPDATE `A` SET `a` = 1 WHERE `b` = 2; -- expect: ID199
ALTER TABLE `A` DROP COLUMN IF EXISTS `b`;
