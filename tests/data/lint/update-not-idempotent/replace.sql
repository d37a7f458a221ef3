-- A part of what REPLACE() puts in is found by the next run; a text that is gone is not.
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` VARCHAR(64) NULL) ENGINE=InnoDB;
-- file: V2__b.sql
UPDATE `T` SET `b` = REPLACE(`b`, '/opt', '/opt/zstack'); -- expect: ID116
UPDATE `T` SET `b` = REPLACE(`b`, 'old', 'new');
UPDATE `T` SET `b` = REPLACE(`b`, 'same', 'same');
