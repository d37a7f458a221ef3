CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` CHAR(32) NOT NULL,
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukF` (`resourceUuid`, `type`),
    INDEX `idxF` (`resourceUuid`) -- expect: CK105
) ENGINE=InnoDB;
