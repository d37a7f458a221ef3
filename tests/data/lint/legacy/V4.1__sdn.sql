CREATE TABLE IF NOT EXISTS `cloud`.`SdnControllerVO` (
    `uuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL,
    `hostUuid` varchar(32) DEFAULT NULL,
    `vlan` int DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukSdnControllerVO` (`hostUuid`, `vlan`),
    CONSTRAINT `fkSdnControllerVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE SdnControllerVO DROP PRIMARY KEY, ADD PRIMARY KEY (uuid, name);
DROP VIEW HostVO;
CREATE VIEW HostVO AS SELECT uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, createDate
    FROM HostEO WHERE deleted IS NULL;
