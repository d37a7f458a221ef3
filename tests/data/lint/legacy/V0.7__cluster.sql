CREATE TABLE `cloud`.`ClusterEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `zoneUuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL,
    `createDate` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkClusterEOZoneEO` FOREIGN KEY (`zoneUuid`) REFERENCES `cloud`.`ZoneEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

ALTER TABLE `HostEO` ADD COLUMN `clusterUuid` varchar(32) DEFAULT NULL;
ALTER TABLE `HostEO` ADD COLUMN `hypervisorType` varchar(32) NOT NULL;
ALTER TABLE `HostEO` ADD COLUMN `totalPhysicalMemory` bigint unsigned DEFAULT 0;
DROP VIEW IF EXISTS `cloud`.`HostVO`;
CREATE VIEW `cloud`.`HostVO` AS SELECT uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, createDate
    FROM `cloud`.`HostEO` WHERE deleted IS NULL;
