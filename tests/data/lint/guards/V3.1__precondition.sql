DROP PROCEDURE IF EXISTS checked;
DELIMITER $$
CREATE PROCEDURE checked()
BEGIN
    IF (SELECT COUNT(*) FROM vm WHERE size < 0) > 0 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'sizes below zero';
    END IF;
    IF (SELECT IS_NULLABLE FROM information_schema.columns WHERE table_schema = DATABASE()
        AND table_name = 'log' AND column_name = 'text') = 'YES' THEN
        UPDATE log SET text = '' WHERE text IS NULL;
        ALTER TABLE log MODIFY text varchar(512) NOT NULL;
    END IF;
    IF (SELECT DATA_TYPE FROM information_schema.columns WHERE table_schema = DATABASE()
        AND table_name = 'setting' AND column_name = 'value') <> 'text' THEN
        ALTER TABLE setting CHANGE value val text NULL;
    END IF;
END$$
DELIMITER ;
CALL checked();
DROP PROCEDURE checked;
