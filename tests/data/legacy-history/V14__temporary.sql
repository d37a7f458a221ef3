CREATE TEMPORARY TABLE picked (id INT PRIMARY KEY, amount DECIMAL(10, 2));
INSERT INTO picked SELECT id, total FROM orders WHERE id > 12;
CREATE TABLE kept (id INT NOT NULL PRIMARY KEY, amount DECIMAL(10, 2));
INSERT INTO kept SELECT id, amount FROM picked;
UPDATE kept SET amount = amount + 1;
ALTER TABLE kept ADD COLUMN source VARCHAR(10) NOT NULL DEFAULT 'picked';
INSERT INTO kept (id, amount, source) SELECT id + 100, amount, 'again' FROM picked;
DROP TEMPORARY TABLE picked;
UPDATE kept SET amount = amount * 2;
