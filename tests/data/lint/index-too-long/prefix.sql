-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(2048) NULL,
    PRIMARY KEY (`uuid`),
    KEY `idx` (`path`(255))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
