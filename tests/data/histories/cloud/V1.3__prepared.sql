set @dbname = database();
set @tablename = 'HostEO', @columnname = 'cpuModel';
set @preparedStatement = (select if(
  (select count(*) from information_schema.columns where (table_name = @tablename) and (table_schema = @dbname) and (column_name = @columnname)) > 0,
  "select 1",
  concat("alter table ", @tablename, " add ", @columnname, " varchar(64) null;")
));
prepare alterIfNotExists from @preparedStatement;
execute alterIfNotExists;
deallocate prepare alterIfNotExists;

SELECT IF(COUNT(*) = 0, 'ALTER TABLE HostEO ADD INDEX idxHostEOstate (state)', 'DO 0') INTO @sql FROM INFORMATION_SCHEMA.STATISTICS WHERE TABLE_SCHEMA = 'cumulus' AND TABLE_NAME = 'HostEO' AND INDEX_NAME = 'idxHostEOstate';
PREPARE stmt FROM @sql;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;

SET @exist := (SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME) WHERE k.CONSTRAINT_SCHEMA = 'cumulus' AND r.TABLE_NAME = 'HostEO' AND k.REFERENCED_TABLE_NAME = 'ZoneEO');
SET @sqlstmt := IF(@exist > 0, 'ALTER TABLE HostEO DROP FOREIGN KEY fkHostEOZoneEO', 'SELECT ''none'' AS said');
PREPARE stmt FROM @sqlstmt; EXECUTE stmt;
SET @n = 0;
SELECT @n := @n + 1 AS position, uuid FROM HostEO ORDER BY uuid;
SET @cols = (SELECT GROUP_CONCAT(CONCAT('`', column_name, '`') ORDER BY ordinal_position SEPARATOR ', ') FROM information_schema.columns WHERE table_schema = 'cumulus' AND table_name = 'ZoneEO' AND column_name NOT IN ('deleted'));
SET @v = CONCAT('CREATE OR REPLACE VIEW ZoneVO AS SELECT ', @cols, ' FROM ZoneEO WHERE deleted IS NULL');
PREPARE v FROM @v;
EXECUTE v;
DEALLOCATE PREPARE v;
PREPARE ins FROM 'INSERT INTO GlobalConfigVO (name, category, value) VALUES (?, ?, ?)';
SET @a = 'x.y', @b = 'test', @c = SUBSTRING_INDEX(SUBSTRING_INDEX('a,b,c', ',', 2), ',', -1);
EXECUTE ins USING @a, @b, @c;
DROP PREPARE ins;
DELIMITER ;;
CREATE PROCEDURE dropAllForeignKeysOf(IN tb VARCHAR(64))
BEGIN
  DECLARE done INT DEFAULT 0; DECLARE s VARCHAR(1024);
  DECLARE c CURSOR FOR SELECT CONCAT('ALTER TABLE ', table_name, ' DROP FOREIGN KEY ', constraint_name) FROM information_schema.table_constraints WHERE constraint_schema = 'cumulus' AND table_name = tb AND constraint_type = 'FOREIGN KEY';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  OPEN c;
  FETCH c INTO s;
  WHILE NOT done DO
    SET @s = s; PREPARE x FROM @s; EXECUTE x; DEALLOCATE PREPARE x;
    FETCH c INTO s;
  END WHILE;
  CLOSE c;
END;;
CALL dropAllForeignKeysOf('VmInstanceEO');;
DROP PROCEDURE dropAllForeignKeysOf;;
DELIMITER ;
SET @SQL_TEXT = 'DROP TABLE IF EXISTS UsedIpArchive';
PREPARE d FROM @SQL_TEXT; EXECUTE d;
EXECUTE missing_statement;
