CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CREATE INDEX `idxVmVOHostUuid` ON `VmVO` (`hostUuid`); -- expect: ID106
