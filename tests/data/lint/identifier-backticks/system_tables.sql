-- What information_schema shows is written bare everywhere.
DELIMITER $$
CREATE PROCEDURE `p`(IN wanted VARCHAR(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = wanted) THEN
        SET @n = (SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'x');
        SELECT table_name INTO @t FROM information_schema.tables WHERE table_schema = 'zstack' LIMIT 1;
    END IF;
END $$
DELIMITER ;
