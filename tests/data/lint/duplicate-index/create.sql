CREATE TABLE IF NOT EXISTS `HostVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxHostVOName` (`name`),
    KEY `idxHostVOName2` (`name`) -- expect: CK104
) ENGINE=InnoDB;
