-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` VARCHAR(64) NULL, `c` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
UPDATE `T` SET `b` = IF(`b` LIKE '%x', CONCAT(`b`, 'y'), `b`);
UPDATE `T` SET `c` = CASE WHEN `c` < 10 THEN `c` + 10 ELSE `c` END;
UPDATE `T` SET `c` = IF(`a` = 1, `c` + 10, `c`); -- expect: ID116
