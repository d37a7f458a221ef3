-- file: V1__a.sql
ALTER TABLE `NoSuchTable` ADD COLUMN `b` INT NULL;
-- file: V2__b.sql
DO 0;
