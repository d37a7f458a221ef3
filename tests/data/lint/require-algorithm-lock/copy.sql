-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, `c` INT NULL, `name` VARCHAR(64) NULL) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` MODIFY `b` BIGINT NULL; -- expect: LK103
-- says LK103 info, no fix: A
