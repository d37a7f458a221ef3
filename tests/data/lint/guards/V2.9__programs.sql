DROP TRIGGER IF EXISTS vm_changed;
DELIMITER $$
CREATE TRIGGER vm_changed AFTER UPDATE ON vm FOR EACH ROW
BEGIN
    IF NEW.state <> OLD.state THEN
        INSERT INTO vm_history (vm_id, state) VALUES (NEW.id, NEW.state);
    END IF;
END$$
DELIMITER ;
UPDATE vm SET state = 'Off' WHERE state = 'Stopped';
CREATE OR REPLACE VIEW stopped AS SELECT id FROM vm WHERE state = 'Off';
DROP VIEW IF EXISTS hosts;
CREATE VIEW hosts AS SELECT name FROM host;
CREATE TRIGGER host_made BEFORE INSERT ON host FOR EACH ROW SET NEW.name = TRIM(NEW.name);
