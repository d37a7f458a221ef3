-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
UPDATE `A` SET `name` = LEFT(`name`, 32) WHERE CHAR_LENGTH(`name`) > 32;
ALTER TABLE `A` MODIFY `name` VARCHAR(32) NULL;
