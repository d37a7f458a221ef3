-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK102 error, unsafe fix: `AiHostModelCacheVO`.`identityHash` is nullable
-- A nullable column in a unique key.
CREATE TABLE IF NOT EXISTS `AiHostModelCacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `identityHash` VARCHAR(255) DEFAULT NULL, -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukAiHostModelCacheVO` (`hostUuid`, `identityHash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
