INSERT INTO GlobalConfigVO (category, name, value) VALUES ('host', 'reservedMemory', '1G');
INSERT INTO GlobalConfigVO (category, name, value) VALUES ('vm', 'deletionPolicy', 'Delay');
INSERT INTO AccountVO (uuid, name, password, type, createDate) VALUES ('36c27e8ff05c4780bf6d2fa65700f22e', 'admin', 'x', 'SystemAdmin', NOW());
INSERT INTO ResourceVO (uuid, resourceName, resourceType) SELECT t.uuid, t.name, 'HostVO' FROM HostEO t;
INSERT INTO ResourceVO (uuid, resourceName, resourceType) SELECT t.uuid, t.name, 'VmInstanceVO' FROM VmInstanceEO t WHERE t.deleted IS NULL;
UPDATE VolumeEO SET size = size * 1024;
