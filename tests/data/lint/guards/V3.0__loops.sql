DROP PROCEDURE IF EXISTS many;
DELIMITER $$
CREATE PROCEDURE many()
BEGIN
    DECLARE i INT DEFAULT 1;
    WHILE i <= 3 DO
        SET @t = CONCAT('CREATE TABLE IF NOT EXISTS part_', i, ' (id int NOT NULL PRIMARY KEY) ENGINE=InnoDB');
        PREPARE s FROM @t;
        EXECUTE s;
        DEALLOCATE PREPARE s;
        SET i = i + 1;
    END WHILE;
    SELECT GROUP_CONCAT(CONCAT('DROP INDEX `', index_name, '`') SEPARATOR ', ') INTO @drops
        FROM (SELECT DISTINCT index_name FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'vm' AND index_name LIKE 'size%') AS x;
    IF @drops IS NOT NULL THEN
        SET @q = CONCAT('ALTER TABLE vm ', @drops);
        PREPARE s FROM @q;
        EXECUTE s;
        DEALLOCATE PREPARE s;
    END IF;
END$$
DELIMITER ;
CALL many();
DROP PROCEDURE many;
