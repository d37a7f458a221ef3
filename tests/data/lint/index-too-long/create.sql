-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(1025) NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk` (`path`) -- expect: CK119
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
