DROP PROCEDURE IF EXISTS drop_all_fks;
DELIMITER $$
CREATE PROCEDURE drop_all_fks(IN tbl VARCHAR(64))
BEGIN
    DECLARE done BOOLEAN DEFAULT FALSE;
    DECLARE fk VARCHAR(64);
    DECLARE c CURSOR FOR SELECT constraint_name FROM information_schema.table_constraints
        WHERE table_schema = DATABASE() AND table_name = tbl AND constraint_type = 'FOREIGN KEY';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    OPEN c;
    l: LOOP
        FETCH c INTO fk;
        IF done THEN LEAVE l; END IF;
        SET @d = CONCAT('ALTER TABLE `', tbl, '` DROP FOREIGN KEY `', fk, '`');
        PREPARE p FROM @d;
        EXECUTE p;
        DEALLOCATE PREPARE p;
    END LOOP;
    CLOSE c;
END$$
DELIMITER ;
CALL drop_all_fks('vm');
ALTER TABLE vm ADD CONSTRAINT fk_vm_host FOREIGN KEY (host_id) REFERENCES host (id) ON DELETE CASCADE;
DROP PROCEDURE drop_all_fks;
