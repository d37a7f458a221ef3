CREATE TABLE IF NOT EXISTS `A` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(255) DEFAULT NULL, -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukA` (`hostUuid`, `sourceRoot`)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `B` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `identityHash` VARCHAR(255), -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukB` (`hostUuid`, `identityHash`)
) ENGINE=InnoDB;
