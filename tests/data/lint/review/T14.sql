-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- A FULLTEXT index is not compared with another kind.
CREATE TABLE IF NOT EXISTS `T` (
    `uuid` VARCHAR(32) NOT NULL,
    `title` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxTTitle` (`title`),
    FULLTEXT KEY `ftTTitle` (`title`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
