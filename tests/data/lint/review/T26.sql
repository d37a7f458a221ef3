-- config: {"select": ["update-without-where"]}
-- says DS109 warning, no fix: every row of `T` is changed
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `old` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `T` ADD COLUMN `newCol` INT NULL;
UPDATE `T` SET `newCol` = 1;
UPDATE `T` SET `old` = 1; -- expect: DS109
