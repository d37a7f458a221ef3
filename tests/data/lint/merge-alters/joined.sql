-- fixed unsafely: ALTER TABLE `A` MODIFY `b` BIGINT NULL,
-- fixed unsafely: MODIFY `name` TEXT NULL /*
-- fixed unsafely: ADD INDEX `ix` (`c`);
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, `c` INT NULL, `name` VARCHAR(64) NULL) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` MODIFY `b` BIGINT NULL;
ALTER TABLE `A` MODIFY `name` TEXT NULL /* -- expect: LK101 */;
alter table A ADD INDEX `ix` (`c`);
-- says LK101 info, unsafe fix: A
