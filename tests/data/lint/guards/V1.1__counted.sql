DROP PROCEDURE IF EXISTS upgrade_1_1;
DELIMITER $$
CREATE PROCEDURE upgrade_1_1()
BEGIN
    DECLARE n INT DEFAULT 0;
    SELECT COUNT(*) INTO n FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'host' AND column_name = 'arch';
    IF n = 0 THEN
        ALTER TABLE host ADD COLUMN arch varchar(32) NOT NULL DEFAULT 'x86_64';
    END IF;
    SELECT COUNT(*) INTO n FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND table_name = 'vm' AND index_name = 'i_vm_state';
    IF n < 1 THEN
        CREATE INDEX i_vm_state ON vm (state);
    END IF;
END$$
DELIMITER ;
CALL upgrade_1_1();
DROP PROCEDURE upgrade_1_1;
