-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- A UNIQUE key is never redundant.
CREATE TABLE IF NOT EXISTS `T` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    `c` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukTAbc` (`a`, `b`, `c`),
    UNIQUE KEY `ukTA` (`a`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
