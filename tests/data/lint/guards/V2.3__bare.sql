ALTER TABLE host ADD COLUMN serial varchar(64) NULL;
ALTER TABLE host DROP COLUMN legacy_b;
CREATE TABLE log (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, text varchar(255)) ENGINE=InnoDB;
CREATE INDEX i_log_text ON log (text);
ALTER TABLE vm ADD INDEX (size);
CREATE VIEW running AS SELECT id FROM vm WHERE state = 'Running';
INSERT INTO log (text) VALUES ('upgraded');
