-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK105 info, unsafe fix: index `idxF` of `FileVO` is the left part of `ukF`
-- says CK103 warning, safe fix: UNIQUE key `uuid` of `FileVO` repeats the primary key
-- fixed: `uuid` CHAR(32) NOT NULL,
-- A repeated primary key and a redundant index.
CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` CHAR(32) NOT NULL UNIQUE, -- expect: CK103
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukF` (`resourceUuid`, `type`),
    INDEX `idxF` (`resourceUuid`) -- expect: CK105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
