CREATE TABLE balance (customer INT NOT NULL PRIMARY KEY, amount DECIMAL(10, 2) NOT NULL DEFAULT 0, rounds INT NOT NULL DEFAULT 0);
DELIMITER //
CREATE PROCEDURE settle()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE who INT;
    DECLARE much DECIMAL(10, 2);
    DECLARE all_orders CURSOR FOR SELECT customer, total FROM orders ORDER BY id;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN all_orders;
    each_order: LOOP
        FETCH all_orders INTO who, much;
        IF done THEN
            LEAVE each_order;
        END IF;
        INSERT INTO balance (customer, amount, rounds) VALUES (who, much, 1)
            ON DUPLICATE KEY UPDATE amount = amount + much, rounds = rounds + 1;
    END LOOP;
    CLOSE all_orders;
END//
DELIMITER ;
CALL settle();
CALL settle();
DROP PROCEDURE settle;
