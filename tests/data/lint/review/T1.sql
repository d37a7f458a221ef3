-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says TY101 error, safe fix: `MountVO`.`createDate` is the zero date
-- fixed: `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
-- says CS103 info, unsafe fix: `utf8`
-- The zero date, on its own line; `utf8` is an info.
CREATE TABLE IF NOT EXISTS `app`.`MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00', -- expect: TY101
    PRIMARY KEY(`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8; -- expect: CS103
