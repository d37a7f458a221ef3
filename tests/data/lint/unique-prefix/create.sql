CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(512) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk` (`path`(255)) -- expect: CK118
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
