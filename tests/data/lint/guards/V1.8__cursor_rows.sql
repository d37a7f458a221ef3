CREATE TABLE IF NOT EXISTS vm_history (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    vm_id int unsigned NOT NULL,
    state varchar(32) NOT NULL
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS vm_count (
    host_id int unsigned NOT NULL PRIMARY KEY,
    n int NOT NULL
) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS fill_history;
DELIMITER $$
CREATE PROCEDURE fill_history()
BEGIN
    DECLARE done INT DEFAULT FALSE;
    DECLARE v_id, v_host INT UNSIGNED;
    DECLARE v_state VARCHAR(32);
    DECLARE cur CURSOR FOR SELECT id, state FROM vm;
    DECLARE hosts CURSOR FOR SELECT DISTINCT host_id FROM vm WHERE host_id IS NOT NULL;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    OPEN cur;
    read_loop: LOOP
        FETCH cur INTO v_id, v_state;
        IF done THEN
            LEAVE read_loop;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM vm_history WHERE vm_id = v_id) THEN
            INSERT INTO vm_history (vm_id, state) VALUES (v_id, v_state);
        END IF;
    END LOOP;
    CLOSE cur;
    SET done = FALSE;
    OPEN hosts;
    REPEAT
        FETCH hosts INTO v_host;
        IF NOT done THEN
            INSERT INTO vm_count VALUES (v_host, 1) ON DUPLICATE KEY UPDATE n = 1;
        END IF;
    UNTIL done END REPEAT;
    CLOSE hosts;
END$$
DELIMITER ;
CALL fill_history();
DROP PROCEDURE IF EXISTS fill_history;
