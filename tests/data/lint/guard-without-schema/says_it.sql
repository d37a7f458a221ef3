CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
SELECT COUNT(*) INTO @n FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'A';
SELECT COUNT(*) INTO @n FROM information_schema.statistics s WHERE s.table_schema = 'app' AND s.index_name = 'x';
