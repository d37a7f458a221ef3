DROP PROCEDURE IF EXISTS once;
DELIMITER $$
CREATE PROCEDURE once()
main: BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'audit') THEN
        LEAVE main;
    END IF;
    CREATE TABLE audit (id int NOT NULL PRIMARY KEY, what varchar(64)) ENGINE=InnoDB;
    INSERT INTO audit VALUES (1, 'made');
    ALTER TABLE vm ADD COLUMN audited tinyint(1) NOT NULL DEFAULT 0;
END$$
DELIMITER ;
CALL once();
DROP PROCEDURE once;
