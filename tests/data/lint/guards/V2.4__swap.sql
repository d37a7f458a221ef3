DROP TABLE IF EXISTS log_new;
DROP TABLE IF EXISTS log_old;
CREATE TABLE log_new LIKE log;
ALTER TABLE log_new MODIFY text varchar(512) NULL;
INSERT INTO log_new SELECT * FROM log;
RENAME TABLE log TO log_old, log_new TO log;
DROP TABLE log_old;
