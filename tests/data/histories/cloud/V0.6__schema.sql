SET FOREIGN_KEY_CHECKS = 0;
SET NAMES utf8;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;

#
# accounts
#
CREATE TABLE  `cumulus`.`AccountVO` (
    `uuid` varchar(32) NOT NULL UNIQUE COMMENT 'uuid',
    `name` varchar(255) NOT NULL COMMENT 'account name, it''s unique',
    `description` varchar(2048) DEFAULT NULL,
    `password` varchar(255) NOT NULL COMMENT "password; don't show",
    `type` varchar(128) NOT NULL COMMENT 'account type\n',
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY  (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE  `cumulus`.`AccountResourceRefVO` (
    `id` bigint unsigned NOT NULL UNIQUE AUTO_INCREMENT,
    `accountUuid` varchar(32) NOT NULL,
    `ownerAccountUuid` varchar(32) NOT NULL,
    `resourceUuid` varchar(32) NOT NULL,
    `resourceType` varchar(255) NOT NULL,
    `permission` int(10) unsigned NOT NULL,
    `isShared` tinyint(1) unsigned NOT NULL DEFAULT 0,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY  (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=1 DEFAULT CHARSET=utf8;

CREATE TABLE `cumulus`.`SessionVO` (
  `uuid` varchar(32) NOT NULL UNIQUE COMMENT 'uuid',
  `accountUuid` varchar(32) NOT NULL,
  `userUuid` varchar(32) DEFAULT NULL,
  `expiredDate` timestamp NOT NULL,
  `createDate` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

create table if not exists cumulus.ZoneEO (
    uuid varchar(32) not null unique,
    name varchar(255) not null comment 'zone name',
    type varchar(255) not null,
    description varchar(2048) default null,
    state varchar(32) not null,
    deleted varchar(255) default null,
    lastOpDate timestamp on update current_timestamp,
    createDate timestamp,
    primary key (uuid)
) engine=innodb default charset=utf8;

CREATE VIEW `cumulus`.`ZoneVO` AS SELECT uuid, name, type, description, state, lastOpDate, createDate FROM `cumulus`.`ZoneEO` WHERE deleted IS NULL;

CREATE TABLE  `cumulus`.`ClusterEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `zoneUuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL,
    `hypervisorType` varchar(32) NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY  (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE VIEW `cumulus`.`ClusterVO` AS SELECT uuid, zoneUuid, name, hypervisorType, lastOpDate, createDate FROM `cumulus`.`ClusterEO` WHERE deleted IS NULL;

CREATE TABLE `cumulus`.`HostEO` (
    `uuid` varchar(32) NOT NULL UNIQUE, `zoneUuid` varchar(32) NOT NULL, `clusterUuid` varchar(32) NOT NULL,
    `name` varchar(255) NOT NULL, `managementIp` varchar(255) NOT NULL UNIQUE, `hypervisorType` varchar(32) NOT NULL,
    `state` varchar(32) NOT NULL, `status` varchar(32) NOT NULL, `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP, `createDate` timestamp,
    PRIMARY KEY  (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE VIEW `cumulus`.`HostVO` AS SELECT uuid, zoneUuid, clusterUuid, name, managementIp, hypervisorType, state, status, lastOpDate, createDate FROM `cumulus`.`HostEO` WHERE deleted IS NULL;

CREATE TABLE `cumulus`.`KVMHostVO` (
    `uuid` varchar(32) NOT NULL UNIQUE COMMENT 'uuid',
    `username` varchar(255) NOT NULL, `password` varchar(255) NOT NULL, PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cumulus`.`HostCapacityVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `totalMemory` bigint unsigned NOT NULL COMMENT 'total memory of host in bytes',
    `totalCpu` bigint unsigned NOT NULL COMMENT 'total cpu of host in HZ',
    `availableMemory` bigint signed NOT NULL,
    `availableCpu` bigint NOT NULL,
    `ratio` float(5,2) DEFAULT 1.0,
    `overProvisioning` double unsigned DEFAULT '1.5',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cumulus`.`ImageEO` (
    `uuid` varchar(32) NOT NULL UNIQUE, `name` varchar(255) NOT NULL, `description` varchar(2048) DEFAULT NULL,
    `status` varchar(1024) NOT NULL, `state` varchar(1024) NOT NULL, `size` bigint unsigned NOT NULL,
    `md5Sum` varchar(255) DEFAULT NULL, `platform` varchar(255) NOT NULL, `type` varchar(32) NOT NULL,
    `format` varchar(255) NOT NULL, `url` varchar(1024) NOT NULL, `system` tinyint(1) DEFAULT 0,
    `guestOsType` varchar(255) DEFAULT NULL, `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP, `createDate` timestamp, PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE VIEW `cumulus`.`ImageVO` AS SELECT uuid, name, description, status, state, size, md5Sum, platform, type, format, url, system, guestOsType, lastOpDate, createDate FROM `cumulus`.`ImageEO` WHERE deleted IS NULL;

CREATE TABLE `cumulus`.`VmInstanceEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `name` varchar(255) NOT NULL,
    `zoneUuid` varchar(32) DEFAULT NULL,
    `clusterUuid` varchar(32) DEFAULT NULL,
    `imageUuid` varchar(32) DEFAULT NULL,
    `hostUuid` varchar(32) DEFAULT NULL,
    `internalId` bigint unsigned NOT NULL,
    `lastHostUuid` varchar(32) DEFAULT NULL,
    `rootVolumeUuid` varchar(32) DEFAULT NULL,
    `type` varchar(64) NOT NULL,
    `memorySize` bigint unsigned NOT NULL,
    `cpuNum` int unsigned NOT NULL,
    `state` varchar(128) NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY  (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE VIEW `cumulus`.`VmInstanceVO` AS SELECT uuid, name, zoneUuid, clusterUuid, imageUuid, hostUuid, internalId, lastHostUuid, rootVolumeUuid, type, memorySize, cpuNum, state, lastOpDate, createDate FROM `cumulus`.`VmInstanceEO` WHERE deleted IS NULL;
CREATE TABLE `cumulus`.`VmInstanceSequenceNumberVO` ( `id` bigint unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cumulus`.`VmNicVO` (
    `uuid` varchar(32) NOT NULL UNIQUE, `vmInstanceUuid` varchar(32) DEFAULT NULL, `usedIpUuid` varchar(32) DEFAULT NULL,
    `l3NetworkUuid` varchar(32) DEFAULT NULL, `ip` varchar(128) DEFAULT NULL, `mac` varchar(17) NOT NULL UNIQUE,
    `deviceId` smallint unsigned NOT NULL DEFAULT 0, `metaData` varchar(255) DEFAULT NULL, `netmask` char(15) DEFAULT '',
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP, `createDate` timestamp,
    PRIMARY KEY (`uuid`), UNIQUE KEY (`vmInstanceUuid`, `deviceId`), KEY (`ip`) USING BTREE, INDEX `idxIp` USING HASH (`ip`(64))
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='nics' ROW_FORMAT=COMPACT;

CREATE TABLE `cumulus`.`VolumeEO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `name` varchar(255) NOT NULL,
    `primaryStorageUuid` varchar(32) DEFAULT NULL,
    `vmInstanceUuid` varchar(32) DEFAULT NULL,
    `diskOfferingUuid` varchar(32) DEFAULT NULL,
    `installPath` varchar(1024) DEFAULT NULL,
    `type` varchar(32) NOT NULL,
    `size` bigint unsigned NOT NULL,
    `deviceId` int unsigned DEFAULT NULL,
    `state` varchar(32) NOT NULL,
    `deleted` varchar(255) DEFAULT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY  (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE VIEW `cumulus`.`VolumeVO` AS SELECT uuid, name, primaryStorageUuid, vmInstanceUuid, diskOfferingUuid, installPath, type, size, deviceId, state, lastOpDate, createDate FROM `cumulus`.`VolumeEO` WHERE deleted IS NULL;

CREATE TABLE `cumulus`.`GlobalConfigVO` (
    `id` bigint unsigned NOT NULL AUTO_INCREMENT,
    `name` varchar(255) NOT NULL,
    `description` varchar(1024) DEFAULT NULL,
    `category` varchar(64) NOT NULL,
    `defaultValue` text DEFAULT NULL,
    `value` text DEFAULT NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cumulus`.`SystemTagVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `resourceUuid` varchar(32) NOT NULL,
    `resourceType` varchar(64) NOT NULL,
    `inherent` tinyint(1) unsigned NOT NULL DEFAULT '0',
    `type` varchar(32) NOT NULL,
    `tag` text NOT NULL,
    `lastOpDate` timestamp ON UPDATE CURRENT_TIMESTAMP,
    `createDate` timestamp,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE cumulus.IpRangeEO (
    uuid varchar(32) NOT NULL UNIQUE, l3NetworkUuid varchar(32) NOT NULL, startIp varchar(64) NOT NULL, endIp varchar(64) NOT NULL,
    netmask varchar(64) NOT NULL, gateway varchar(64) NOT NULL, deleted varchar(255) DEFAULT NULL, PRIMARY KEY (uuid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE cumulus.UsedIpVO (
    uuid varchar(32) NOT NULL UNIQUE, ipRangeUuid varchar(32) DEFAULT NULL, l3NetworkUuid varchar(32) DEFAULT NULL,
    ip varchar(128) NOT NULL, ipInLong bigint unsigned NOT NULL, metaData BLOB, PRIMARY KEY (uuid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE JobQueueVO (
    id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    name varchar(255) NOT NULL,
    owner varchar(255) DEFAULT NULL,
    context BLOB NOT NULL,
    workerManagementNodeId varchar(32) DEFAULT NULL,
    takenDate timestamp NULL,
    inDate timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    doneDate timestamp NULL DEFAULT NULL,
    PRIMARY KEY (id), UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE QRTZ_TRIGGERS (
    SCHED_NAME VARCHAR(120) NOT NULL, TRIGGER_NAME VARCHAR(200) NOT NULL, TRIGGER_GROUP VARCHAR(200) NOT NULL,
    NEXT_FIRE_TIME BIGINT(13) NULL, PRIORITY INTEGER NULL, IS_VOLATILE BOOL NOT NULL, MISFIRE_INSTR SMALLINT(2) NULL,
    JOB_DATA BLOB NULL, NATIONAL_NAME NATIONAL VARCHAR(20), FLAG BIT(1) DEFAULT b'0', PRICE NUMERIC(13,4) NULL, CHARGE DEC(10) DEFAULT 1,
    RATE REAL, SHORT_NAME NCHAR(10), BODY LONG VARCHAR, RAW_BODY LONG VARBINARY, YEAR_MADE YEAR(4),
    PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP)
) ENGINE=InnoDB;
CREATE INDEX IDX_QRTZ_T_NFT ON QRTZ_TRIGGERS(SCHED_NAME,NEXT_FIRE_TIME);

SET FOREIGN_KEY_CHECKS = 1;
/*!40101 SET SQL_MODE=IFNULL(@OLD_SQL_MODE, '') */;
