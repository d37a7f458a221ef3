DROP PROCEDURE IF EXISTS copy_history;
DELIMITER $$
CREATE PROCEDURE copy_history()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE v_id INT UNSIGNED;
    DECLARE cur CURSOR FOR SELECT id FROM vm WHERE state = 'Running';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN cur;
    WHILE done = 0 DO
        FETCH cur INTO v_id;
        IF done = 0 THEN
            INSERT INTO vm_history (vm_id, state) VALUES (v_id, 'Copied');
        END IF;
    END WHILE;
    CLOSE cur;
END$$
DELIMITER ;
CALL copy_history();
DROP PROCEDURE copy_history;
