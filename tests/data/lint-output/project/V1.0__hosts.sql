-- Hosts, and what runs on them.
CREATE TABLE IF NOT EXISTS `HostVO` (
    `uuid` VARCHAR(32) NOT NULL UNIQUE,
    `name` VARCHAR(255) NOT NULL,
    `cpus` INT(11) NOT NULL DEFAULT 0,
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;

-- lint-ignore cascade-fk-nullable -- rows without a host are templates
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
