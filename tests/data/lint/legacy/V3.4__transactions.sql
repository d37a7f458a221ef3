START TRANSACTION;
UPDATE GlobalConfigVO SET value = '2G' WHERE category = 'host' AND name = 'reservedMemory';
ALTER TABLE GlobalConfigVO ADD COLUMN description varchar(1024) DEFAULT NULL;
COMMIT;
ALTER TABLE GlobalConfigVO ADD UNIQUE INDEX ukGlobalConfigVO (category, name);
INSERT INTO GlobalConfigVO (category, name, value) VALUES ('vm', 'numa', 'false');
