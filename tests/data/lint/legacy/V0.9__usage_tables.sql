CREATE TABLE IF NOT EXISTS `cloud`.`VmUsageVO` (
    `id` bigint unsigned NOT NULL AUTO_INCREMENT,
    `vmUuid` varchar(32) NOT NULL,
    `dateInLong` bigint unsigned NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `idxVmUsageVOvmUuid` (`vmUuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

ALTER TABLE VmUsageVO ADD INDEX (vmUuid, dateInLong);
ALTER TABLE VmInstanceEO ADD COLUMN type varchar(64) NOT NULL DEFAULT 'UserVm';
ALTER TABLE VmInstanceEO CHANGE COLUMN memorySize memoryBytes bigint unsigned NOT NULL;
