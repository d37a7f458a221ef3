CREATE TABLE IF NOT EXISTS `cloud`.`SessionVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `accountUuid` varchar(32) NOT NULL,
    `expiredDate` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
DELETE FROM SessionVO;
CREATE TABLE IF NOT EXISTS `cloud`.`RoleVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `name` varchar(255) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO RoleVO (uuid, name) VALUES (REPLACE(UUID(), '-', ''), 'predefined: admin');
INSERT IGNORE INTO RoleVO (uuid, name) VALUES ('76e4ea4d18ef4d7a8c5b9cfe8b1ac0d8', 'predefined: user');
