CREATE TABLE  `cloud`.`BackupStorageVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `url` varchar(2048) NOT NULL,
    `joinDate` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE  `cloud`.`BackupStorageZoneRefVO` (
    `id` bigint unsigned NOT NULL UNIQUE AUTO_INCREMENT,
    `backupStorageUuid` varchar(32) NOT NULL,
    `zoneUuid` varchar(32) NOT NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE BackupStorageZoneRefVO ADD CONSTRAINT fkBackupStorageZoneRefVOBackupStorageVO FOREIGN KEY (backupStorageUuid) REFERENCES BackupStorageVO (uuid) ON DELETE CASCADE;
ALTER TABLE BackupStorageZoneRefVO ADD CONSTRAINT fkBackupStorageZoneRefVOZoneEO FOREIGN KEY (zoneUuid) REFERENCES ZoneEO (uuid) ON DELETE CASCADE;
INSERT INTO BackupStorageZoneRefVO (backupStorageUuid, zoneUuid) SELECT b.uuid, z.uuid FROM BackupStorageVO b, ZoneEO z;
