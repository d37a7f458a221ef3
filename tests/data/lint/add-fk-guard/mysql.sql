-- config: {"targets": ["mysql:8.4"], "select": ["add-fk-guard"]}
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
-- expect-next: ID104
ALTER TABLE `VmVO` ADD CONSTRAINT `fkVmVOHostVO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`) ON DELETE SET NULL;
