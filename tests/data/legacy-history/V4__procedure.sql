DELIMITER //
CREATE PROCEDURE grow(IN times INT)
BEGIN
    DECLARE i INT DEFAULT 0;
    WHILE i < times DO
        INSERT INTO log (what, weight) VALUES (CONCAT('grown ', i), i);
        SET i = i + 1;
    END WHILE;
END//
DELIMITER ;
CALL grow(5);
UPDATE log SET weight = weight + 100 WHERE what LIKE 'grown %';
CALL grow(2);
