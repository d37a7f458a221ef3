-- V5.5.20: host files of a VM (UEFI variables, TPM state), their backups and their contents.
--
-- VmHostFileContentVO shares its uuid with the VmHostFileVO or VmHostBackupFileVO whose content it is: two possible
-- parents, so no foreign key.

CREATE TABLE IF NOT EXISTS `zstack`.`TpmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxTpmVOVmInstanceUuid` (`vmInstanceUuid`),
    CONSTRAINT `fkTpmVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VmHostFileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    `path` VARCHAR(1024) NOT NULL,
    `lastSyncReason` VARCHAR(255) NULL DEFAULT NULL,
    `changeDate` TIMESTAMP NULL DEFAULT NULL,
    `lastSyncDate` TIMESTAMP NULL DEFAULT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukVmHostFileVOVmInstanceUuidHostUuidType` (`vmInstanceUuid`, `hostUuid`, `type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VmHostBackupFileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`),
    KEY `idxVmHostBackupFileVOVmInstanceUuid` (`vmInstanceUuid`),
    CONSTRAINT `fkVmHostBackupFileVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE IF NOT EXISTS `zstack`.`VmHostFileContentVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `content` MEDIUMBLOB NULL,
    `format` VARCHAR(64) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
