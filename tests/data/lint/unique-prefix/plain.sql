CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(512) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `uk` (`path`(255))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
