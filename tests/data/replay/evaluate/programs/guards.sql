CREATE TABLE `Foo` (id INT PRIMARY KEY, `system` VARCHAR(10), KEY k (`system`));
SET @s = (SELECT IF((SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'Foo' AND table_schema = DATABASE() AND column_name = 'New') > 0, "SELECT 'there'", "ALTER TABLE `Foo` ADD `New` INT NOT NULL DEFAULT 0 AFTER `id`"));
PREPARE stmt FROM @s;
EXECUTE stmt;
SET @s = (SELECT IF((SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'Foo' AND table_schema = DATABASE() AND column_name = 'new') > 0, "SELECT 'there'", "ALTER TABLE `Foo` ADD `New` INT"));
PREPARE stmt FROM @s;
EXECUTE stmt;
SELECT column_name, column_type, is_nullable, column_key FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'Foo' ORDER BY ordinal_position;
DELIMITER //
CREATE PROCEDURE add_index(IN p_table VARCHAR(64), IN p_index VARCHAR(64), IN p_columns VARCHAR(255))
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = p_table AND index_name = p_index) THEN
    SET @sql = CONCAT('CREATE INDEX `', p_index, '` ON `', p_table, '` (', p_columns, ')');
    PREPARE s FROM @sql;
    EXECUTE s;
    DEALLOCATE PREPARE s;
  END IF;
END//
CREATE PROCEDURE drop_keys()
BEGIN
  DECLARE done BOOL DEFAULT FALSE;
  DECLARE n VARCHAR(64);
  DECLARE c CURSOR FOR SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = SCHEMA() AND table_name = 'Bar' AND constraint_type = 'FOREIGN KEY';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  OPEN c;
  l: LOOP
    FETCH c INTO n;
    IF done THEN CLOSE c; LEAVE l; END IF;
    SET @sql = CONCAT('ALTER TABLE Bar DROP FOREIGN KEY ', n);
    PREPARE s FROM @sql;
    EXECUTE s;
    DROP PREPARE s;
  END LOOP;
END//
DELIMITER ;
CALL add_index('Foo', 'k2', '`id`, `New`');
CALL add_index('Foo', 'K2', '`id`');
CALL add_index('Foo', 'bad', 'nosuch');
SELECT index_name, seq_in_index, column_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'Foo' AND index_name <> 'PRIMARY' ORDER BY index_name, seq_in_index;
CREATE TABLE Bar (id INT PRIMARY KEY, foo INT, CONSTRAINT fk_1 FOREIGN KEY (foo) REFERENCES Foo (id), CONSTRAINT fk_2 FOREIGN KEY (id) REFERENCES Foo (id) ON DELETE CASCADE);
SELECT constraint_name, delete_rule, referenced_table_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() ORDER BY constraint_name;
SELECT k.constraint_name, k.column_name, k.referenced_column_name FROM information_schema.key_column_usage AS k JOIN information_schema.table_constraints AS c ON c.constraint_schema = k.constraint_schema AND c.table_name = k.table_name AND c.constraint_name = k.constraint_name WHERE c.table_schema = DATABASE() AND c.constraint_type = 'FOREIGN KEY' ORDER BY 1;
CALL drop_keys();
SELECT COUNT(*) FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE();
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'Ba%';
SELECT EXISTS (SELECT * FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'Foo'), (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_name = 'ADD_INDEX');
SELECT GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'Foo' AND index_name = 'k2';
