-- V5.5.0: the installed product, as far as later versions reach into it.
--
-- On a real installation all of these tables and views are there, perhaps with more columns than here, and every
-- statement is a no-op. On an empty schema they are made, so that later scripts find the parents of their foreign keys.
-- A column whose foreign key says ON DELETE CASCADE is NOT NULL; nullable references (the model center of a model, the
-- parent of a PCI device) are set to NULL when the parent goes.

CREATE TABLE IF NOT EXISTS `zstack`.`ResourceVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `resourceName` VARCHAR(255) NULL DEFAULT NULL,
    `resourceType` VARCHAR(255) NULL DEFAULT NULL,
    `concreteResourceType` VARCHAR(512) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `managementIp` VARCHAR(255) NOT NULL,
    `hypervisorType` VARCHAR(64) NOT NULL,
    `state` VARCHAR(32) NOT NULL,
    `status` VARCHAR(32) NOT NULL,
    `architecture` VARCHAR(32) NULL DEFAULT NULL,
    `description` VARCHAR(2048) NULL DEFAULT NULL,
    `deleted` VARCHAR(255) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VmInstanceEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `hostUuid` VARCHAR(32) NULL DEFAULT NULL,
    `lastHostUuid` VARCHAR(32) NULL DEFAULT NULL,
    `type` VARCHAR(64) NOT NULL,
    `state` VARCHAR(128) NOT NULL,
    `platform` VARCHAR(255) NOT NULL,
    `cpuNum` INT UNSIGNED NOT NULL,
    `memorySize` BIGINT UNSIGNED NOT NULL,
    `description` VARCHAR(2048) NULL DEFAULT NULL,
    `deleted` VARCHAR(255) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxVmInstanceEOHostUuid` (`hostUuid`),
    KEY `idxVmInstanceEOLastHostUuid` (`lastHostUuid`),
    CONSTRAINT `fkVmInstanceEOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE SET NULL,
    CONSTRAINT `fkVmInstanceEOHostEOLastHost` FOREIGN KEY (`lastHostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VolumeSnapshotGroupVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `description` VARCHAR(2048) NULL DEFAULT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `snapshotCount` INT UNSIGNED NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`ModelCenterVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `storageUrl` VARCHAR(2048) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`ModelVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `modelCenterUuid` VARCHAR(32) NULL DEFAULT NULL,
    `version` VARCHAR(255) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxModelVOModelCenterUuid` (`modelCenterUuid`),
    CONSTRAINT `fkModelVOModelCenterVO` FOREIGN KEY (`modelCenterUuid`)
        REFERENCES `zstack`.`ModelCenterVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`GpuDeviceSpecVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `vendorId` VARCHAR(64) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`PciDeviceVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NULL DEFAULT NULL,
    `parentUuid` VARCHAR(32) NULL DEFAULT NULL,
    `type` VARCHAR(32) NOT NULL,
    `status` VARCHAR(32) NOT NULL,
    `state` VARCHAR(32) NOT NULL,
    `pciDeviceAddress` VARCHAR(32) NOT NULL,
    `virtStatus` VARCHAR(32) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxPciDeviceVOHostUuid` (`hostUuid`),
    KEY `idxPciDeviceVOVmInstanceUuid` (`vmInstanceUuid`),
    KEY `idxPciDeviceVOParentUuid` (`parentUuid`),
    CONSTRAINT `fkPciDeviceVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkPciDeviceVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE SET NULL,
    CONSTRAINT `fkPciDeviceVOPciDeviceVO` FOREIGN KEY (`parentUuid`)
        REFERENCES `zstack`.`PciDeviceVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

-- A GPU is a PCI device with the same uuid (joined-table inheritance): no foreign key from child to parent, on purpose.
CREATE TABLE IF NOT EXISTS `zstack`.`GpuDeviceVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `serialNumber` VARCHAR(255) NULL DEFAULT NULL,
    `memory` BIGINT UNSIGNED NULL DEFAULT NULL,
    `allocateStatus` VARCHAR(32) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

-- An installed view stays as it is: it may show more columns.
CALL CREATE_VIEW_IF_ABSENT('HostVO', '
    SELECT `uuid`, `name`, `managementIp`, `hypervisorType`, `state`, `status`, `architecture`, `description`,
        `lastOpDate`, `createDate`
    FROM `zstack`.`HostEO` WHERE `deleted` IS NULL');

CALL CREATE_VIEW_IF_ABSENT('VmInstanceVO', '
    SELECT `uuid`, `name`, `hostUuid`, `lastHostUuid`, `type`, `state`, `platform`, `cpuNum`, `memorySize`,
        `description`, `lastOpDate`, `createDate`
    FROM `zstack`.`VmInstanceEO` WHERE `deleted` IS NULL');
