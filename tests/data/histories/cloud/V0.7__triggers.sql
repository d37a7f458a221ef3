DELIMITER $$
CREATE TRIGGER trigger_clean_AccountResourceRefVO_for_VmInstanceEO AFTER UPDATE ON `VmInstanceEO`
FOR EACH ROW
    BEGIN
        IF NEW.`deleted` IS NOT NULL THEN
            DELETE FROM `AccountResourceRefVO` WHERE `resourceUuid` = OLD.`uuid` AND `resourceType` = 'VmInstanceVO';
            DELETE FROM `SystemTagVO` WHERE `resourceUuid` = OLD.`uuid` AND `resourceType` = 'VmInstanceVO';
        END IF;
    END$$
CREATE TRIGGER trigger_cleanup_for_VmInstanceEO_hard_delete AFTER DELETE ON `VmInstanceEO`
FOR EACH ROW
    BEGIN
        DELETE FROM `AccountResourceRefVO` WHERE `resourceUuid` = OLD.`uuid` AND `resourceType` = 'VmInstanceVO';
        DELETE FROM `SystemTagVO` WHERE `resourceUuid` = OLD.`uuid` AND `resourceType` = 'VmInstanceVO';
    END$$
DELIMITER ;

delimiter //
create trigger trigger_attach_eip before insert on VmNicVO for each row
begin
    if new.deviceId is null or new.deviceId < 0 then set new.deviceId = 0; end if;
    set new.metaData = ifnull(new.metaData, concat('nic', new.deviceId));
end//
delimiter ;

INSERT INTO AccountVO (uuid, name, password, type, lastOpDate, createDate) VALUES ('36c27e8ff05c4780bf6d2fa65700f22e', 'admin', 'b109f3bbbc244eb82441917ed06d618b', 'SystemAdmin', NOW(), NOW());
INSERT INTO `cumulus`.`ZoneEO` (`uuid`, `name`, `type`, `state`, `createDate`) VALUES ('z1', 'ZONE-1', 'Std', "Enabled", CURRENT_TIMESTAMP()), ('z2', 'ZONE-2', 'Std', "Enabled", CURRENT_TIMESTAMP);
INSERT INTO ClusterEO (uuid, zoneUuid, name, hypervisorType, createDate) SELECT CONCAT('c-', uuid), uuid, CONCAT(name, '-cluster'), 'KVM', NOW() FROM ZoneEO;
INSERT INTO HostEO SET uuid = 'h1', zoneUuid = 'z1', clusterUuid = 'c-z1', name = 'host1', managementIp = '10.0.0.1', hypervisorType = 'KVM', state = 'Enabled', status = 'Connected', createDate = NOW();
INSERT HostEO (uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, status, createDate) VALUES ('h2', 'z2', 'c-z2', 'host2', '10.0.0.2', 'KVM', 'Enabled', 'Connected', now());
INSERT INTO VmInstanceEO (uuid, name, hostUuid, clusterUuid, internalId, type, memorySize, cpuNum, state, createDate) VALUES
    ('vm1', 'one', 'h1', 'c-z1', 1, 'UserVm', 1073741824, 1, 'Running', NOW()),
    ('vm2', 'two', 'h2', 'c-z2', 2, 'UserVm', 2 * 1024 * 1024 * 1024, 2, 'Stopped', NOW()),
    ('vm3', 'three', NULL, NULL, 3, 'ApplianceVm', 512, 1, 'Destroyed', NOW());
INSERT INTO AccountResourceRefVO (accountUuid, ownerAccountUuid, resourceUuid, resourceType, permission, createDate)
    SELECT a.uuid, a.uuid, v.uuid, 'VmInstanceVO', 2, NOW() FROM AccountVO a JOIN VmInstanceEO v WHERE a.type = 'SystemAdmin';
INSERT INTO VmNicVO (uuid, vmInstanceUuid, ip, mac, deviceId, createDate) VALUES ('n1', 'vm1', '192.168.0.2', 'fa:00', 0, NOW()), ('n2', 'vm1', '192.168.0.3', 'fa:01', 1, NOW()), ('n3', 'vm2', '192.168.0.4', 'fa:02', 0, NOW());
UPDATE VmInstanceEO SET deleted = '2015-07-01' WHERE state = 'Destroyed';
INSERT INTO GlobalConfigVO (name, category, defaultValue, value) VALUES ('reservedMemory', 'kvm', '512M', '512M'), ('cpu.overProvisioning.ratio', 'host', '10', '10');
INSERT INTO SystemTagVO (uuid, resourceUuid, resourceType, type, tag) VALUES (REPLACE(UUID(),'-',''), 'h1', 'HostVO', 'System', 'capability:liveSnapshot'), (REPLACE(UUID(),'-',''), 'vm1', 'VmInstanceVO', 'System', 'hostname::web-1::a');
