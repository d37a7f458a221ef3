CREATE TABLE IF NOT EXISTS `A` (`delimiter` INT NOT NULL);
SELECT `delimiter` FROM `A`;
