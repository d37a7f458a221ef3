DROP PROCEDURE IF EXISTS add_c;

DELIMITER //
CREATE PROCEDURE add_c()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'c') THEN
        ALTER TABLE t ADD COLUMN c BIGINT NOT NULL DEFAULT 0;
    END IF;
END//
DELIMITER ;

CALL add_c();

DROP PROCEDURE add_c;
