-- config: {"targets": ["mariadb:11.8", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `d` VARCHAR(9) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
    COLLATE=utf8mb4_uca1400_ai_ci; -- expect: CS107
