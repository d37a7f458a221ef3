CREATE TABLE counted (step INT NOT NULL PRIMARY KEY, n INT NOT NULL);
UPDATE kept SET amount = amount + 1;
SET @changed = ROW_COUNT();
INSERT INTO counted VALUES (1, @changed);
DELETE FROM kept WHERE source = 'again' AND id > 114;
INSERT INTO counted SELECT 2, ROW_COUNT();
ALTER TABLE counted ADD COLUMN note VARCHAR(10);
