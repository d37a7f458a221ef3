-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says TY103 error, unsafe fix: `t1`.`d`
-- says TY103 error, unsafe fix: `t1`.`lastOpDate`
-- TIMESTAMPs that say too little.
CREATE TABLE IF NOT EXISTS `t1` (
    `uuid` VARCHAR(32) NOT NULL,
    `d` TIMESTAMP, -- expect: TY103
    `lastOpDate` TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- expect: TY103
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
