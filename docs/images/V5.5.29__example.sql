-- What the pictures of the reports show: not part of the product.
CALL MODIFY_COLUMN('VmInstanceEO', 'state', 'VARCHAR(32)', 0, 'Stopped');
CALL ADD_COLUMN('VmModelMountVO', 'readOnly', 'TINYINT(1) UNSIGNED', 0, '0');
CALL CREATE_INDEX('VmInstanceEO', 'idxVmInstanceEOName', 'name');
CALL CREATE_INDEX('VmModelMountVO', 'idxVmModelMountVOCacheUuid', 'cacheUuid');
CREATE TABLE IF NOT EXISTS `zstack`.`VmNoteVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `text` VARCHAR(2048) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmNoteVOVmInstanceEO` FOREIGN KEY (`vmInstanceUuid`) REFERENCES `VmInstanceEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
DROP TABLE IF EXISTS `zstack`.`VmHostFileContentVO`;
UPDATE `zstack`.`VmInstanceEO` SET `state` = 'Stopped' WHERE `state` = 'Gone';
ALTER TABLE `zstack`.`DGpuDeviceVO` DROP COLUMN `uuid2`;
