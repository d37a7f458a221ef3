-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukHostVO` (`name`)
) ENGINE=InnoDB;
-- file: V2__b.sql
CREATE INDEX `idxHostVOName` ON `HostVO` (`name`); -- expect: CK104
