-- config: {"select": ["ID", "DS", "SP", "LK"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID126 error, no fix: (-`uk_vm_model`) at V5.5.12__withdrawn.sql:1
-- says ID126 error, no fix: [V5.5.12__withdrawn.sql:1: `VmModelMountVO` is created here first]
-- file: V5.5.12__withdrawn.sql
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk_vm_model` (`vmInstanceUuid`, `modelUuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V5.5.16__mounts.sql
-- expect-next: ID126
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
