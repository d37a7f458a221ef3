-- V5.5.28: the host model cache, the control plane of models that are cached on hosts.
--
-- A text of 2048 characters cannot be a key, and a key over a prefix would confuse two roots that begin alike. So a
-- unique key holds a hash: identityHash of what is cached, sourceRootIdentity (SHA-256, 64 hex digits) of the root.
-- Indexes over a prefix of sourceRoot only help to find rows; none of them is unique.

CREATE TABLE IF NOT EXISTS `zstack`.`AiHostModelCacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `modelCenterUuid` VARCHAR(32) NULL DEFAULT NULL,
    `modelUuid` VARCHAR(32) NULL DEFAULT NULL,
    `sourceRoot` VARCHAR(2048) NULL DEFAULT NULL,
    `sourcePath` VARCHAR(2048) NULL DEFAULT NULL,
    `sizeBytes` BIGINT NULL DEFAULT NULL,
    `sourceMtime` BIGINT NULL DEFAULT NULL,
    `checksum` VARCHAR(255) NULL DEFAULT NULL,
    `contentVersion` VARCHAR(255) NULL DEFAULT NULL,
    `identityHash` VARCHAR(255) NOT NULL,
    `status` VARCHAR(32) NOT NULL,
    `desiredRefCount` BIGINT NOT NULL DEFAULT 0,
    `runningRefCount` BIGINT NOT NULL DEFAULT 0,
    `reservationUuid` VARCHAR(32) NULL DEFAULT NULL,
    `waiterCount` INT NULL DEFAULT NULL,
    `lastAccessDate` TIMESTAMP NULL DEFAULT NULL,
    `lastSyncDate` TIMESTAMP NULL DEFAULT NULL,
    `failurePhase` VARCHAR(64) NULL DEFAULT NULL,
    `failureCode` VARCHAR(64) NULL DEFAULT NULL,
    `failureMessage` MEDIUMTEXT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukAiHostModelCacheVOHostUuidIdentityHash` (`hostUuid`, `identityHash`),
    KEY `idxAiHostModelCacheVOHostUuidSourceRoot` (`hostUuid`, `sourceRoot`(255)),
    KEY `idxAiHostModelCacheVOModelUuid` (`modelUuid`),
    KEY `idxAiHostModelCacheVOStatus` (`status`),
    CONSTRAINT `fkAiHostModelCacheVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`AiHostCacheStorageVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(2048) NOT NULL,
    `sourceRootIdentity` VARCHAR(64) NOT NULL,
    `physicalTotalBytes` BIGINT NULL DEFAULT NULL,
    `physicalAvailableBytes` BIGINT NULL DEFAULT NULL,
    `policyUsedBytes` BIGINT NULL DEFAULT NULL,
    `unmanagedUsedBytesEstimate` BIGINT NULL DEFAULT NULL,
    `policyReservedBytes` BIGINT NULL DEFAULT NULL,
    `policyMaxSizeBytes` BIGINT NULL DEFAULT NULL,
    `effectiveAvailableBytes` BIGINT NULL DEFAULT NULL,
    `highWatermarkBytes` BIGINT NULL DEFAULT NULL,
    `lowWatermarkBytes` BIGINT NULL DEFAULT NULL,
    `status` VARCHAR(32) NULL DEFAULT NULL,
    `statusReason` VARCHAR(1024) NULL DEFAULT NULL,
    `lastSyncDate` TIMESTAMP NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukAiHostCacheStorageVOHostUuidSourceRootIdentity` (`hostUuid`, `sourceRootIdentity`),
    KEY `idxAiHostCacheStorageVOStatus` (`status`),
    CONSTRAINT `fkAiHostCacheStorageVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`AiHostModelCachePolicyVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(2048) NOT NULL,
    `sourceRootIdentity` VARCHAR(64) NOT NULL,
    `enabled` TINYINT(1) NULL DEFAULT NULL,
    `maxSizeBytes` BIGINT NULL DEFAULT NULL,
    `highWatermarkPercent` INT NULL DEFAULT NULL,
    `lowWatermarkPercent` INT NULL DEFAULT NULL,
    `disabledReason` VARCHAR(1024) NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukAiHostModelCachePolicyVOHostUuidSourceRootIdentity` (`hostUuid`, `sourceRootIdentity`),
    CONSTRAINT `fkAiHostModelCachePolicyVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`AiHostModelCacheReservationVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(2048) NULL DEFAULT NULL,
    `modelUuid` VARCHAR(32) NULL DEFAULT NULL,
    `modelCenterUuid` VARCHAR(32) NULL DEFAULT NULL,
    `ownerType` VARCHAR(32) NOT NULL,
    `ownerResourceUuid` VARCHAR(32) NOT NULL,
    `reservedBytes` BIGINT NOT NULL,
    `status` VARCHAR(32) NOT NULL,
    `expiredDate` TIMESTAMP NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxAiHostModelCacheReservationVOHostUuidSourceRoot` (`hostUuid`, `sourceRoot`(255)),
    KEY `idxAiHostModelCacheReservationVOOwnerTypeOwnerResourceUuid` (`ownerType`, `ownerResourceUuid`),
    KEY `idxAiHostModelCacheReservationVOStatus` (`status`),
    CONSTRAINT `fkAiHostModelCacheReservationVOHostEO` FOREIGN KEY (`hostUuid`)
        REFERENCES `zstack`.`HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

-- A mount outlives the cache that served it: SET NULL, and so the column is nullable.
CALL ADD_COLUMN('VmModelMountVO', 'cacheUuid', 'VARCHAR(32)', 1, NULL);

CALL CREATE_INDEX('VmModelMountVO', 'idxVmModelMountVOCacheUuid', 'cacheUuid');

CALL ADD_CONSTRAINT('VmModelMountVO', 'fkVmModelMountVOAiHostModelCacheVO', 'cacheUuid', 'AiHostModelCacheVO', 'uuid',
    'SET NULL');
