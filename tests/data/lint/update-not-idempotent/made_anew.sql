-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `Help` (`id` INT NOT NULL, `text` TEXT NULL, PRIMARY KEY (`id`));
CREATE TABLE IF NOT EXISTS `Topic` (`id` INT NOT NULL, `text` TEXT NULL, PRIMARY KEY (`id`));
-- file: V2__b.sql
-- The rows are made anew by each run.
DELETE FROM `Help`;
INSERT INTO `Help` VALUES (1, 'a');
UPDATE `Help` SET `text` = CONCAT(`text`, 'b') WHERE `id` = 1;
TRUNCATE TABLE `Topic`;
INSERT INTO `Topic` VALUES (1, 'a');
UPDATE `Topic` SET `text` = CONCAT(`text`, 'b') WHERE `id` = 1;
