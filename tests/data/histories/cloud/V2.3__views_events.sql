CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW HostClusterView (h, c, z) AS
    SELECT h.uuid, c.name, z.name FROM HostEO h JOIN ClusterEO c ON h.clusterUuid = c.uuid LEFT JOIN ZoneEO z ON z.uuid = c.zoneUuid WHERE h.deleted IS NULL AND c.deleted IS NULL;
CREATE VIEW `cumulus`.`HostCountVO` AS SELECT clusterUuid, count(*) AS total, max(createDate) newest, sum(if(state = 'Enabled', 1, 0)) as enabled FROM cumulus.HostVO group by clusterUuid having total > 0 order by 2 desc limit 100;
CREATE VIEW UnionVO AS (SELECT uuid, name FROM HostEO) UNION ALL (SELECT uuid, name FROM ClusterEO) ORDER BY name;
CREATE VIEW StarVO AS SELECT v.*, CASE WHEN v.state = 'Running' THEN 'up' ELSE 'down' END AS health, CONCAT(v.name, "-", v.uuid) label, 'const' k, 1.5 num, NULL nothing FROM VmInstanceVO v;
CREATE VIEW SubVO AS SELECT a.uuid, (SELECT COUNT(0) FROM AccountResourceRefVO r WHERE r.accountUuid = a.uuid) AS resources FROM AccountVO a WHERE EXISTS (SELECT 1 FROM QuotaVO q WHERE q.identityUuid = a.uuid) AND a.type IN ('SystemAdmin', 'Normal') WITH CASCADED CHECK OPTION;
ALTER VIEW UnionVO AS SELECT uuid, name, 'host' AS kind FROM HostEO UNION SELECT uuid, name, 'zone' FROM ZoneEO;
DROP VIEW IF EXISTS `cumulus`.`HostCountVO`, NoSuchView;
CREATE VIEW BadVO AS SELECT uuid, nothing FROM HostEO;
CREATE VIEW ImageVO AS SELECT uuid FROM ImageEO;
ALTER TABLE HostEO ADD COLUMN serialNumber varchar(255) DEFAULT NULL;
DROP VIEW IF EXISTS cumulus.HostVO;
CREATE VIEW cumulus.HostVO AS SELECT uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, status, architecture, serialNumber, lastOpDate, createDate FROM cumulus.HostEO WHERE deleted IS NULL;
DELIMITER |
CREATE EVENT IF NOT EXISTS cleanJobs ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'nightly' DO
BEGIN
    DELETE FROM JobQueue WHERE doneDate < DATE_SUB(NOW(), INTERVAL 30 DAY);
    SELECT CURTIME();
END |
CREATE TRIGGER trigger_host_insert AFTER INSERT ON HostEO FOR EACH ROW INSERT INTO ResourceVO (uuid, resourceName, resourceType) VALUES (NEW.uuid, NEW.name, 'HostVO') |
CREATE TRIGGER trigger_host_update BEFORE UPDATE ON HostEO FOR EACH ROW
BEGIN
    DECLARE n INT;
    IF NEW.name <> OLD.name THEN
        UPDATE ResourceVO SET resourceName = NEW.name WHERE uuid = OLD.uuid;
    ELSE
        SELECT COUNT(*) INTO n FROM VmInstanceEO WHERE hostUuid = OLD.uuid;
        SET NEW.serialNumber = COALESCE(NEW.serialNumber, CONCAT('SN', n));
    END IF;
END |
DELIMITER ;
INSERT INTO HostEO (uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, status, createDate) SELECT 'h3', uuid, CONCAT('c-', uuid), 'host3', '10.0.0.3', 'KVM', 'Enabled', 'Connected', NOW() FROM ZoneEO WHERE name = 'ZONE-2';
UPDATE HostEO SET name = 'host-three' WHERE uuid = 'h3';
UPDATE HostEO SET state = 'Disabled' WHERE uuid = 'h2';
SET @t = (SELECT CONCAT(r.resourceName, '_', h.serialNumber) FROM ResourceVO r, HostEO h WHERE r.uuid = 'h3' AND h.uuid = 'h2');
SET @ddl = CONCAT('CREATE TABLE `', @t, '` (id int)');
PREPARE s FROM @ddl; EXECUTE s; DEALLOCATE PREPARE s;
DROP EVENT IF EXISTS cleanJobs;
DROP TRIGGER IF EXISTS cumulus.trigger_host_insert;
DROP TRIGGER trigger_nothing;
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW EnabledHostVO AS SELECT uuid, name FROM HostEO WHERE state = 'Enabled' WITH CHECK OPTION;
ALTER VIEW EnabledHostVO AS SELECT uuid, name, managementIp FROM HostEO WHERE state = 'Enabled';
ALTER ALGORITHM=UNDEFINED VIEW EnabledHostVO AS SELECT uuid, name FROM HostEO WHERE state = 'Enabled';
