-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- A unique key serves what an index on its first column would.
CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukFileVO` (`resourceUuid`, `type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
