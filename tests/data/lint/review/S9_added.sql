-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK105 info, unsafe fix: index `idxFileVO` of `FileVO` is the left part of `ukFileVO`
-- The index beside it is redundant.
CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukFileVO` (`resourceUuid`, `type`),
    INDEX `idxFileVO` (`resourceUuid`) -- expect: CK105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
