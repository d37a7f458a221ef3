-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
DELETE FROM `A` WHERE `b` = 1;
DELETE FROM `A` ORDER BY `a` LIMIT 10;
DELETE x FROM `A` x JOIN `A` y ON x.`b` = y.`b` AND x.`a` > y.`a`;
