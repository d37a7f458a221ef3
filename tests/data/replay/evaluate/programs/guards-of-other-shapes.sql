CREATE TABLE A (id INT PRIMARY KEY, x VARCHAR(20) NOT NULL DEFAULT 'd', y DECIMAL(8, 2), KEY kx (x), KEY ky (y, x));
CREATE TABLE B (id INT PRIMARY KEY, a INT, CONSTRAINT fk_ba FOREIGN KEY (a) REFERENCES A (id) ON UPDATE CASCADE);
CREATE TABLE empty_one (id INT);
SELECT IF(COUNT(*) = 0, 'missing', 'there') FROM INFORMATION_SCHEMA.STATISTICS WHERE INDEX_SCHEMA = SCHEMA() AND TABLE_NAME = 'A' AND INDEX_NAME = 'kx';
SELECT CONCAT('ALTER TABLE `', table_name, '` DROP FOREIGN KEY `', constraint_name, '`') FROM information_schema.key_column_usage WHERE referenced_table_name = 'A' AND table_schema = DATABASE();
SELECT GROUP_CONCAT(CONCAT('DROP INDEX `', index_name, '`') ORDER BY index_name SEPARATOR ', ') FROM (SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'A' AND index_name <> 'PRIMARY') AS i;
SELECT t.table_name FROM information_schema.tables AS t LEFT JOIN information_schema.table_constraints AS c ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY' WHERE t.table_schema = DATABASE() AND c.constraint_name IS NULL ORDER BY t.table_name;
SELECT table_name, COUNT(*) AS n FROM information_schema.columns WHERE table_schema = DATABASE() GROUP BY table_name HAVING COUNT(*) > 1 ORDER BY n DESC, table_name;
SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name NOT IN (SELECT column_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'A') ORDER BY 1;
SELECT c.column_name, c.column_type FROM information_schema.columns c, information_schema.tables t WHERE c.table_name = t.table_name AND c.table_schema = t.table_schema AND t.table_schema = DATABASE() AND t.engine = 'InnoDB' AND c.data_type IN ('varchar', 'decimal') ORDER BY c.column_name;
SELECT MAX(ordinal_position), MIN(column_name) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A';
SELECT (SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'x' AND character_maximum_length < 64) AS short, (SELECT is_nullable FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'y') AS y_null;
SELECT column_default IS NULL, numeric_precision, numeric_scale FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'y';
SELECT EXISTS (SELECT 1 FROM information_schema.referential_constraints r WHERE r.constraint_schema = DATABASE() AND r.table_name = 'B' AND r.update_rule = 'CASCADE' AND r.delete_rule IN ('RESTRICT', 'NO ACTION'));
SET @exist := (SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'A' AND column_name = 'z' AND table_schema = DATABASE());
SET @sqlstmt := IF(@exist > 0, 'SELECT ''INFO: Column already exists.''', 'ALTER TABLE A ADD COLUMN z INT NULL');
PREPARE stmt FROM @sqlstmt;
EXECUTE stmt;
SELECT @exist := COUNT(*) FROM information_schema.columns WHERE table_name = 'A' AND column_name = 'z' AND table_schema = DATABASE();
SELECT @exist;
SELECT CASE WHEN EXISTS (SELECT * FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = 'v') THEN 'DROP VIEW v' ELSE 'DO 0' END INTO @s;
PREPARE stmt FROM @s;
EXECUTE stmt;
DELIMITER //
CREATE FUNCTION has_column(p_table VARCHAR(64), p_column VARCHAR(64)) RETURNS BOOLEAN READS SQL DATA
BEGIN
  RETURN 0 < (SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = SCHEMA() AND table_name = p_table AND column_name = p_column);
END//
CREATE PROCEDURE drop_column_if_exists(p_table VARCHAR(64), p_column VARCHAR(64))
BEGIN
  IF has_column(p_table, p_column) THEN
    SET @ddl = CONCAT('ALTER TABLE ', p_table, ' DROP COLUMN ', p_column);
    PREPARE s FROM @ddl;
    EXECUTE s;
  END IF;
END//
CREATE PROCEDURE try_it()
BEGIN
  DECLARE CONTINUE HANDLER FOR 1060, 1061, 1091 BEGIN END;
  ALTER TABLE A ADD COLUMN x INT;
  ALTER TABLE A ADD INDEX kx (y);
  ALTER TABLE A DROP COLUMN gone;
  ALTER TABLE A ADD COLUMN tried INT;
END//
CREATE PROCEDURE each_table(OUT o VARCHAR(500))
BEGIN
  DECLARE n VARCHAR(64);
  DECLARE c INT;
  DECLARE finished BOOLEAN DEFAULT FALSE;
  DECLARE cur CURSOR FOR SELECT table_name, (SELECT COUNT(*) FROM information_schema.columns k WHERE k.table_schema = t.table_schema AND k.table_name = t.table_name) FROM information_schema.tables t WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET finished = TRUE;
  SET o = '';
  OPEN cur;
  WHILE NOT finished DO
    FETCH cur INTO n, c;
    IF NOT finished THEN
      SET o = CONCAT(o, n, ':', c, ' ');
      SET @ddl = CONCAT('ALTER TABLE `', n, '` ADD COLUMN IF_NEW INT NULL');
      PREPARE s FROM @ddl;
      EXECUTE s;
      DEALLOCATE PREPARE s;
    END IF;
  END WHILE;
  CLOSE cur;
END//
DELIMITER ;
SELECT has_column('A', 'Z'), has_column('A', 'nosuch'), has_column('a', 'z');
CALL drop_column_if_exists('A', 'z');
CALL drop_column_if_exists('A', 'z');
CALL try_it();
CALL each_table(@o);
SELECT @o;
SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A';
CALL each_table(@o);
SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'if_new';
SHOW TABLES LIKE 'nothing at all';
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'base table';
SELECT table_rows IS NULL FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'nosuch';
DELIMITER //
CREATE PROCEDURE by_name(t VARCHAR(64), b VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin, s VARCHAR(64))
BEGIN
  SET @parameter = (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = t);
  SET @exact = (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = b);
  SET @by_schema = (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = s AND table_name = 'A');
  SET @built = (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = CONCAT(t, ''));
  SET @in_list = (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN (t, 'x'));
  SET @column = (SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = t AND column_name = 'ID');
END//
DELIMITER ;
CALL by_name('empty_ONE', 'empty_ONE', UPPER(DATABASE()));
SELECT @parameter, @exact, @by_schema, @built, @in_list, @column;
SET @t = 'empty_ONE';
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = @t;
PREPARE s FROM 'SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?';
EXECUTE s USING @t;
