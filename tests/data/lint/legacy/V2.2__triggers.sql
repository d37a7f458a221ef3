DELIMITER $$
CREATE TRIGGER trigger_clean_host AFTER DELETE ON HostEO
    FOR EACH ROW
    BEGIN
        DELETE FROM SystemTagVO WHERE resourceUuid = OLD.uuid AND resourceType = 'HostVO';
    END $$
DROP TRIGGER IF EXISTS trigger_clean_vm $$
CREATE TRIGGER trigger_clean_vm AFTER UPDATE ON VmInstanceEO
    FOR EACH ROW
    BEGIN
        IF NEW.deleted IS NOT NULL THEN
            DELETE FROM SystemTagVO WHERE resourceUuid = OLD.uuid;
        END IF;
    END $$
DELIMITER ;
