-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NOT NULL, UNIQUE KEY `uk` (`a`, `b`));
-- file: V3__b.sql
ALTER TABLE `T` DROP KEY `uk`;
-- file: V5__c.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NOT NULL);
