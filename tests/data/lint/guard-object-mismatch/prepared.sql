CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
-- expect-next: ID118
SET @s = (SELECT IF(
    (SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'A' AND index_name = 'x') > 0,
    'DO 0', 'ALTER TABLE `A` ADD INDEX `y` (`b`)'));
-- expect-next: ID118
SET @s = (SELECT IF(COUNT(*) = 0, 'ALTER TABLE `A` ADD `c` INT', 'DO 0')
    FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'B' AND column_name = 'c');
