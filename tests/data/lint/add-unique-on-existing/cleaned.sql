-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
DELETE x FROM `A` x JOIN `A` y ON x.`name` = y.`name` AND x.`a` > y.`a`;
CREATE UNIQUE INDEX `uk` ON `A` (`name`);
