-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, `c` INT NULL, `name` VARCHAR(64) NULL) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` CHANGE `b` `d` BIGINT NULL;
ALTER TABLE `A` ADD INDEX `id` (`d`); -- expect: LK101
-- says LK101 info, no fix: A
