-- V5.5.12, withdrawn: it reached some sites and must not be copied from.
--
-- Its faults, which V5.5.16 mends: a zero date as a default (fails where sql_mode has NO_ZERO_DATE, as MySQL's default
-- has), a unique key that allows one mount of a model only, and one that sees only 255 characters of mountPath.

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
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk_vm_model` (`vmInstanceUuid`, `modelUuid`),
    UNIQUE KEY `uk_vm_mountpath` (`vmInstanceUuid`, `mountPath`(255)),
    CONSTRAINT `fkVmModelMountVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`)
        REFERENCES `zstack`.`VmInstanceEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkVmModelMountVOModelVO` FOREIGN KEY (`modelUuid`)
        REFERENCES `zstack`.`ModelVO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
