-- config: {"select": ["ID", "DS"], "ignore": ["ID124"]}
-- file: V5.5.16__mounts.sql
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `vmInstanceUuid` VARCHAR(32) NOT NULL,
    `modelUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
