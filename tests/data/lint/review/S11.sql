-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- 1999-12-31 is no zero date.
CREATE TABLE IF NOT EXISTS `VmModelMountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '1999-12-31 23:59:59',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
