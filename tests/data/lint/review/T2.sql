-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- A real date, long ago, is none.
CREATE TABLE IF NOT EXISTS `app`.`MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '1999-12-31 23:59:59',
    PRIMARY KEY(`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8; -- expect: CS103
