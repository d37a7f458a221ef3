-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` MODIFY `b` BIGINT NULL, MODIFY `name` TEXT NULL;
UPDATE `A` SET `b` = 1 WHERE `a` = 1;
ALTER TABLE `A` ADD INDEX `ib` (`b`);
