-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY);
-- file: V2__b.sql
ALTER TABLE `B` ADD COLUMN `b` INT NULL;
-- file: V10__c.sql
DO 0;
