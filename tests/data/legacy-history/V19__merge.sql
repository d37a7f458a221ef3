CREATE TABLE merged AS SELECT id, amount FROM kept;
ALTER TABLE merged ADD PRIMARY KEY (id);
INSERT INTO merged SELECT id + 1000, total FROM orders;
DELETE FROM kept;
INSERT INTO kept (id, amount) SELECT id, amount FROM merged WHERE id < 1012;
TRUNCATE TABLE counted;
INSERT INTO counted (step, n) VALUES (9, 9);
DROP TABLE merged;
UPDATE kept SET amount = amount + 0.5;
