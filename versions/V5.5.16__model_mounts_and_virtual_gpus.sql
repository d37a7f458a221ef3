-- V5.5.16: model mounts of VMs, virtual GPUs.
--
-- Sites that ran the withdrawn V5.5.12 have a VmModelMountVO already: with a zero date as the default of createDate,
-- with a unique key that forbids mounting a model twice, and with a unique key over only 255 characters of mountPath.
-- The statements after CREATE TABLE bring such a table to the shape that a fresh one has, under any sql_mode; on a
-- fresh one they change nothing. Fills touch only rows that are not filled yet, and leave lastOpDate alone.

-- The unique key spans all of mountPath, so nothing is cut off: 32 + 512 characters of at most three bytes make
-- 1632 bytes, and an InnoDB index holds 3072. ROW_FORMAT=DYNAMIC is what allows more than 767 bytes in one column, so
-- it is stated and not left to the server's default.
CREATE TABLE IF NOT EXISTS `zstack`.`VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    `modelName` VARCHAR(256) NULL DEFAULT NULL,
    `mountPath` VARCHAR(512) NOT NULL,
    `sourcePath` VARCHAR(1024) NOT NULL,
    `status` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL DEFAULT NULL,
    `accountUuid` VARCHAR(32) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukVmModelMountVOVmInstanceUuidMountPath` (`vmInstanceUuid`, `mountPath`),
    KEY `idxVmModelMountVOModelUuid` (`modelUuid`),
    CONSTRAINT `fkVmModelMountVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkVmModelMountVOModelVO` FOREIGN KEY (`modelUuid`)
        REFERENCES `zstack`.`ModelVO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci ROW_FORMAT=DYNAMIC;

-- From V5.5.12: rows that got the zero date were last touched no earlier than they were made. A zero date sorts before
-- every real one; comparing with it by name would be an error under NO_ZERO_DATE.
UPDATE `zstack`.`VmModelMountVO` SET `createDate` = `lastOpDate`, `lastOpDate` = `lastOpDate`
WHERE `createDate` < '1970-01-02 00:00:00';

-- The default goes next: while a zero date is there, NO_ZERO_DATE forbids every other ALTER of the table.
CALL MODIFY_COLUMN('VmModelMountVO', 'createDate', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP');

CALL MODIFY_COLUMN('VmModelMountVO', 'lastOpDate', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP');

ALTER TABLE `zstack`.`VmModelMountVO` ROW_FORMAT=DYNAMIC;

-- The new keys come before the old ones go: each foreign key needs an index at every moment.
CALL CREATE_UNIQUE_INDEX('VmModelMountVO', 'ukVmModelMountVOVmInstanceUuidMountPath', 'vmInstanceUuid, mountPath');

CALL DELETE_INDEX('VmModelMountVO', 'uk_vm_mountpath');

CALL DELETE_INDEX('VmModelMountVO', 'uk_vm_model');

CALL CREATE_INDEX('VmModelMountVO', 'idxVmModelMountVOModelUuid', 'modelUuid');

-- The index that the server made by itself for the foreign key, if it has not taken it away by itself.
CALL DELETE_INDEX('VmModelMountVO', 'fkVmModelMountVOModelVO');

CALL ADD_COLUMN('PciDeviceVO', 'virtState', 'VARCHAR(32)', 1, NULL);

CALL ADD_COLUMN('PciDeviceVO', 'virtMode', 'VARCHAR(32)', 1, NULL);

-- Both columns at once: a row is filled or it is not.
UPDATE `zstack`.`PciDeviceVO` SET
    `virtState` = CASE
        WHEN `virtStatus` IN ('SRIOV_VIRTUALIZABLE', 'VFIO_MDEV_VIRTUALIZABLE', 'TENSORFUSION_VIRTUALIZABLE')
            THEN 'VIRTUALIZABLE'
        WHEN `virtStatus` IN ('SRIOV_VIRTUALIZED', 'VFIO_MDEV_VIRTUALIZED', 'TENSORFUSION_VIRTUALIZED')
            THEN 'VIRTUALIZED'
        WHEN `virtStatus` = 'SRIOV_VIRTUAL' THEN 'VIRTUAL'
        ELSE 'UNVIRTUALIZABLE' END,
    `virtMode` = CASE
        WHEN `virtStatus` IN ('SRIOV_VIRTUALIZED', 'SRIOV_VIRTUAL') THEN 'SRIOV'
        WHEN `virtStatus` = 'VFIO_MDEV_VIRTUALIZED' THEN 'VFIO_MDEV'
        WHEN `virtStatus` = 'TENSORFUSION_VIRTUALIZED' THEN 'TENSORFUSION'
        ELSE NULL END,
    `lastOpDate` = `lastOpDate`
WHERE `virtState` IS NULL;

CREATE TABLE IF NOT EXISTS `zstack`.`PciDeviceVirtCapabilityVO` (
    `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `pciDeviceUuid` VARCHAR(32) NOT NULL,
    `capability` VARCHAR(32) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`id`),
    UNIQUE KEY `ukPciDeviceVirtCapabilityVOPciDeviceUuidCapability` (`pciDeviceUuid`, `capability`),
    CONSTRAINT `fkPciDeviceVirtCapabilityVOPciDeviceVO` FOREIGN KEY (`pciDeviceUuid`)
        REFERENCES `zstack`.`PciDeviceVO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

-- What a device can be virtualized by. A virtual function (SRIOV_VIRTUAL) is the outcome of it, and cannot be.
INSERT INTO `zstack`.`PciDeviceVirtCapabilityVO` (`pciDeviceUuid`, `capability`)
SELECT `device`.`uuid`, SUBSTRING_INDEX(`device`.`virtStatus`, '_VIRTUALIZ', 1)
FROM `zstack`.`PciDeviceVO` AS `device`
WHERE `device`.`virtStatus` IN ('SRIOV_VIRTUALIZABLE', 'VFIO_MDEV_VIRTUALIZABLE', 'TENSORFUSION_VIRTUALIZABLE',
        'SRIOV_VIRTUALIZED', 'VFIO_MDEV_VIRTUALIZED', 'TENSORFUSION_VIRTUALIZED')
    AND NOT EXISTS (
        SELECT 1 FROM `zstack`.`PciDeviceVirtCapabilityVO` AS `known`
        WHERE `known`.`pciDeviceUuid` = `device`.`uuid`
            AND `known`.`capability` = SUBSTRING_INDEX(`device`.`virtStatus`, '_VIRTUALIZ', 1));

CALL ADD_COLUMN('GpuDeviceVO', 'mode', 'VARCHAR(32)', 1, NULL);

UPDATE `zstack`.`GpuDeviceVO` AS `gpu` LEFT JOIN `zstack`.`PciDeviceVO` AS `device` ON `device`.`uuid` = `gpu`.`uuid`
SET `gpu`.`mode` = CASE
        WHEN `device`.`virtStatus` = 'TENSORFUSION_VIRTUALIZED' THEN 'DGPU'
        WHEN `device`.`virtStatus` IN ('SRIOV_VIRTUALIZED', 'VFIO_MDEV_VIRTUALIZED') THEN 'VGPU'
        ELSE 'PCI' END,
    `gpu`.`lastOpDate` = `gpu`.`lastOpDate`
WHERE `gpu`.`mode` IS NULL;

CALL CREATE_INDEX('GpuDeviceVO', 'idxGpuDeviceVOMode', 'mode');

CREATE TABLE IF NOT EXISTS `zstack`.`DGpuProfileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `gpuSpecUuid` VARCHAR(32) NOT NULL,
    `memorySize` BIGINT UNSIGNED NOT NULL,
    `shmemSize` BIGINT UNSIGNED NOT NULL DEFAULT 268435456,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukDGpuProfileVOGpuSpecUuidMemorySize` (`gpuSpecUuid`, `memorySize`),
    CONSTRAINT `fkDGpuProfileVOGpuDeviceSpecVO` FOREIGN KEY (`gpuSpecUuid`)
        REFERENCES `zstack`.`GpuDeviceSpecVO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`DGpuDeviceVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `parentGpuUuid` VARCHAR(32) NOT NULL,
    `gpuSpecUuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NULL DEFAULT NULL,
    `allocatedMemory` BIGINT UNSIGNED NOT NULL,
    `shmemSize` BIGINT UNSIGNED NOT NULL DEFAULT 268435456,
    `smPercentLimit` INT NOT NULL DEFAULT 0,
    `protocol` VARCHAR(16) NOT NULL DEFAULT 'shmem',
    `status` VARCHAR(32) NOT NULL,
    `vendorId` VARCHAR(64) NULL DEFAULT NULL,
    `vendor` VARCHAR(255) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxDGpuDeviceVOParentGpuUuid` (`parentGpuUuid`),
    KEY `idxDGpuDeviceVOGpuSpecUuid` (`gpuSpecUuid`),
    KEY `idxDGpuDeviceVOHostUuid` (`hostUuid`),
    KEY `idxDGpuDeviceVOVmInstanceUuid` (`vmInstanceUuid`),
    CONSTRAINT `fkDGpuDeviceVOPciDeviceVO` FOREIGN KEY (`parentGpuUuid`)
        REFERENCES `zstack`.`PciDeviceVO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkDGpuDeviceVOGpuDeviceSpecVO` FOREIGN KEY (`gpuSpecUuid`)
        REFERENCES `zstack`.`GpuDeviceSpecVO` (`uuid`) ON DELETE RESTRICT,
    CONSTRAINT `fkDGpuDeviceVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkDGpuDeviceVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VmInstanceDGpuStrategyVO` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `gpuSpecUuid` VARCHAR(32) NOT NULL,
    `memorySize` BIGINT UNSIGNED NOT NULL,
    `shmemSize` BIGINT UNSIGNED NOT NULL DEFAULT 268435456,
    `gpuDeviceUuid` VARCHAR(32) NULL DEFAULT NULL,
    `chooser` VARCHAR(16) NOT NULL,
    `autoDetachOnStop` TINYINT(1) NOT NULL DEFAULT 1,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`id`),
    UNIQUE KEY `ukVmInstanceDGpuStrategyVOVmInstanceUuid` (`vmInstanceUuid`),
    KEY `idxVmInstanceDGpuStrategyVOGpuSpecUuid` (`gpuSpecUuid`),
    KEY `idxVmInstanceDGpuStrategyVOGpuDeviceUuid` (`gpuDeviceUuid`),
    CONSTRAINT `fkVmInstanceDGpuStrategyVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkVmInstanceDGpuStrategyVOGpuDeviceSpecVO` FOREIGN KEY (`gpuSpecUuid`)
        REFERENCES `zstack`.`GpuDeviceSpecVO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkVmInstanceDGpuStrategyVOPciDeviceVO` FOREIGN KEY (`gpuDeviceUuid`)
        REFERENCES `zstack`.`PciDeviceVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
