-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
CREATE OR REPLACE VIEW `W` AS SELECT x.`b` FROM `A` x;
-- file: V2__s.sql
ALTER TABLE `A` DROP COLUMN `b`; -- expect: DS103
