SET FOREIGN_KEY_CHECKS = 0;

CREATE TABLE `cloud`.`AccountVO` (
    `uuid` varchar(32) NOT NULL UNIQUE COMMENT 'uuid',
    `name` varchar(255) NOT NULL COMMENT 'account name',
    `password` varchar(255) NOT NULL,
    `type` varchar(128) NOT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cloud`.`ZoneEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `name` varchar(255) NOT NULL,
    `description` varchar(2048) DEFAULT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    `createDate` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE VIEW `cloud`.`ZoneVO` AS SELECT uuid, name, description, lastOpDate, createDate
    FROM `cloud`.`ZoneEO` WHERE deleted IS NULL;

CREATE TABLE `cloud`.`HostEO` (
    `uuid` varchar(32) NOT NULL,
    `zoneUuid` varchar(32) DEFAULT NULL,
    `name` varchar(255) NOT NULL,
    `managementIp` varchar(255) NOT NULL,
    `state` varchar(32) NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE VIEW `cloud`.`HostVO` AS SELECT uuid, zoneUuid, name, managementIp, state, lastOpDate, createDate
    FROM `cloud`.`HostEO` WHERE deleted IS NULL;

CREATE TABLE `cloud`.`ImageEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `name` varchar(255) NOT NULL,
    `system` tinyint(1) NOT NULL DEFAULT 0,
    `size` bigint unsigned NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE VIEW `cloud`.`ImageVO` AS SELECT uuid, name, `system`, size FROM `cloud`.`ImageEO` WHERE deleted IS NULL;

CREATE TABLE `cloud`.`VmInstanceEO` (
    `uuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL,
    `hostUuid` varchar(32) DEFAULT NULL,
    `imageUuid` varchar(32) DEFAULT NULL,
    `cpuNum` int unsigned NOT NULL DEFAULT 0,
    `memorySize` bigint unsigned NOT NULL,
    `state` varchar(128) NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `createDate` timestamp,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cloud`.`VolumeEO` (
    `uuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL,
    `vmInstanceUuid` varchar(32) DEFAULT NULL,
    `size` bigint unsigned NOT NULL,
    `deviceId` int unsigned DEFAULT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cloud`.`GlobalConfigVO` (
    `id` bigint unsigned NOT NULL AUTO_INCREMENT,
    `category` varchar(64) NOT NULL,
    `name` varchar(255) NOT NULL,
    `value` text DEFAULT NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cloud`.`ResourceVO` (
    `uuid` varchar(32) NOT NULL,
    `resourceName` varchar(255) DEFAULT NULL,
    `resourceType` varchar(255) DEFAULT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
