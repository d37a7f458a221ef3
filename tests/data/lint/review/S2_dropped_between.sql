-- config: {"select": ["ID", "DS"], "ignore": ["ID124"]}
-- helpers
-- file: V5.5.12__withdrawn.sql
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk_vm_model` (`vmInstanceUuid`, `modelUuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V5.5.14__key.sql
CALL DELETE_INDEX('VmModelMountVO', 'uk_vm_model');
-- file: V5.5.16__mounts.sql
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
