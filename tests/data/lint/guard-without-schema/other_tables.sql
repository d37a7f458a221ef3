SELECT COUNT(*) INTO @n FROM information_schema.processlist WHERE command = 'Sleep';
SELECT `table_name` FROM information_schema.tables WHERE `table_name` = 'A';
SELECT COUNT(*) INTO @n FROM information_schema.tables;
