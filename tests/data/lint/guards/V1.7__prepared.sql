SET @s = (SELECT IF(
    (SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS
     WHERE table_name = 'host' AND table_schema = DATABASE() AND column_name = 'region') > 0,
    "SELECT 1",
    "ALTER TABLE host ADD region varchar(32) DEFAULT NULL"));
PREPARE st FROM @s;
EXECUTE st;
DEALLOCATE PREPARE st;
SELECT COUNT(*) INTO @n FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'host' AND index_name = 'i_region';
SET @s = IF(@n = 0, 'CREATE INDEX i_region ON host (region)', 'DO 0');
PREPARE st FROM @s;
EXECUTE st;
DEALLOCATE PREPARE st;
SET @x := (SELECT CASE WHEN EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()
    AND table_name = 'host' AND column_name = 'legacy_a') THEN 'ALTER TABLE host DROP COLUMN legacy_a' ELSE 'DO 0' END);
PREPARE st FROM @x;
EXECUTE st;
DEALLOCATE PREPARE st;
