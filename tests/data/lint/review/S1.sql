-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says TY101 error, safe fix: `VmModelMountVO`.`createDate` is the zero date
-- fixed: `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
-- The zero date as a default of a column.
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00', -- expect: TY101
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
