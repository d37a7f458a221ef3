-- config: {"profile": "house", "ignore": ["ST"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK109 error, unsafe fix: `fkNicVOHostEO` of `NicVO` sets (hostUuid) to NULL, which is NOT NULL: 1005 on mariadb:10.11, 1830 on mysql:8.4
-- says CK107 error, no fix: mysql:8.4 error 1824
-- says CK108 error, no fix: `fkNicVOName`
-- A server stops at the first fault of a statement; a reader sees all of them at once.
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxHostEOName` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `NicVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `rootUuid` VARCHAR(32) DEFAULT NULL, -- expect: CK101
    `nopeUuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `mac` VARCHAR(17) DEFAULT NULL, -- expect: CK102
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukNicVOMac` (`mac`),
    CONSTRAINT `fkNicVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE SET NULL, -- expect: CK109
    CONSTRAINT `fkNicVORoot` FOREIGN KEY (`rootUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE,
    CONSTRAINT `fkNicVOName` FOREIGN KEY (`name`) REFERENCES `HostEO` (`name`) ON DELETE CASCADE, -- expect: CK108
    CONSTRAINT `fkNicVONopeVO` FOREIGN KEY (`nopeUuid`) REFERENCES `NopeVO` (`uuid`) ON DELETE CASCADE -- expect: CK107
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
