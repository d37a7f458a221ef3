CREATE TABLE IF NOT EXISTS `T` (`id` INT NOT NULL PRIMARY KEY, `n` INT NOT NULL, `done` INT NULL, `m` INT NULL) ENGINE=InnoDB;
UPDATE `T` SET `n` = `n` + 1 WHERE `done` IS NULL; -- expect: ID116
UPDATE `T` SET `done` = 1 WHERE `done` IS NULL;
-- says ID116 warning, no fix: where a run stops behind this statement
