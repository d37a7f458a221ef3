DROP FUNCTION IF EXISTS has_column;
DROP PROCEDURE IF EXISTS by_function;
DELIMITER $$
CREATE FUNCTION has_column(t VARCHAR(64), c VARCHAR(64)) RETURNS INT READS SQL DATA
BEGIN
    RETURN (SELECT COUNT(*) FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = t AND column_name = c);
END$$
CREATE PROCEDURE by_function()
BEGIN
    IF NOT has_column('host', 'model') THEN
        ALTER TABLE host ADD model varchar(64) NULL;
    END IF;
    CASE has_column('host', 'serial')
        WHEN 1 THEN ALTER TABLE host DROP COLUMN serial;
        ELSE BEGIN END;
    END CASE;
END$$
DELIMITER ;
CALL by_function();
