-- config: {"select": ["NQ102", "NQ101"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says NQ102 error, safe fix: `condition` is a reserved word on mariadb:10.11, mysql:8.4
-- says NQ102 error, safe fix: `order` is a reserved word
-- says NQ102 error, safe fix: `system` is a reserved word on mysql:8.4
-- fixed: `system` TINYINT(1) DEFAULT 0,
-- fixed: `condition` VARCHAR(32) NULL,
-- Behind the word that the reader stops at, the others are found, too.
CREATE TABLE IF NOT EXISTS `ImageVO` (
    uuid VARCHAR(32) NOT NULL, -- expect: NQ101
    system TINYINT(1) DEFAULT 0, -- expect: NQ102
    condition VARCHAR(32) NULL, -- expect: NQ102
    order VARCHAR(32) NULL, -- expect: NQ102
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
