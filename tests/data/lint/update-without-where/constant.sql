-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
UPDATE `T` SET `b` = 1 WHERE 1 = 1; -- expect: DS109
UPDATE `T` SET `b` = 1 WHERE TRUE OR `a` = 2; -- expect: DS109
UPDATE `T` SET `b` = 1 WHERE (1) AND TRUE; -- expect: DS109
UPDATE `T` SET `b` = 1 WHERE 1 = 1 AND `a` = 2;
UPDATE `T` SET `b` = 1 WHERE 1 = 0;
