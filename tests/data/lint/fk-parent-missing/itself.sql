CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `parentUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fk` FOREIGN KEY (`parentUuid`) REFERENCES `CacheVO` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
