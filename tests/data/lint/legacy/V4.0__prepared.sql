SET @s = (SELECT IF((SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS
    WHERE table_name = 'HostEO' AND table_schema = DATABASE() AND column_name = 'osVersion') > 0,
    'SELECT 1', 'ALTER TABLE HostEO ADD COLUMN osVersion varchar(64) DEFAULT NULL'));
PREPARE stmt FROM @s;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
SET @s = 'ALTER TABLE HostEO ADD COLUMN osDistribution varchar(64) DEFAULT NULL';
PREPARE stmt FROM @s;
EXECUTE stmt;
