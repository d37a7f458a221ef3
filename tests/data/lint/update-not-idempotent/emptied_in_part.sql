-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `Help` (`id` INT NOT NULL, `text` TEXT NULL, PRIMARY KEY (`id`));
-- file: V2__b.sql
-- Other rows stay, and those deleted behind the UPDATE were changed before.
DELETE FROM `Help` WHERE `id` > 7;
UPDATE `Help` SET `text` = CONCAT(`text`, 'b') WHERE `id` = 1; -- expect: ID116
DELETE FROM `Help`;
