CREATE TABLE IF NOT EXISTS schema_version (id int NOT NULL PRIMARY KEY, version int NOT NULL) ENGINE=InnoDB;
INSERT IGNORE INTO schema_version VALUES (1, 25);
DROP PROCEDURE IF EXISTS to_26;
DELIMITER $$
CREATE PROCEDURE to_26()
BEGIN
    DECLARE v INT;
    SELECT version INTO v FROM schema_version WHERE id = 1;
    IF v < 26 THEN
        ALTER TABLE vm ADD COLUMN owner varchar(64) NULL;
        INSERT INTO log (text) VALUES ('26');
        UPDATE schema_version SET version = 26 WHERE id = 1;
    END IF;
END$$
DELIMITER ;
CALL to_26();
DROP PROCEDURE to_26;
