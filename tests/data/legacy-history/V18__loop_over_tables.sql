DELIMITER //
CREATE PROCEDURE stamp_tables()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE t VARCHAR(64);
    DECLARE tables CURSOR FOR SELECT table_name FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_name IN ('kept', 'counted', 'quoted') ORDER BY table_name;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN tables;
    each_table: LOOP
        FETCH tables INTO t;
        IF done THEN
            LEAVE each_table;
        END IF;
        SET @statement = CONCAT('ALTER TABLE `', t, '` ADD COLUMN stamp INT NOT NULL DEFAULT 1');
        PREPARE s FROM @statement;
        EXECUTE s;
        DEALLOCATE PREPARE s;
    END LOOP;
    CLOSE tables;
END//
DELIMITER ;
CALL stamp_tables();
DROP PROCEDURE stamp_tables;
UPDATE kept SET stamp = stamp + 1;
