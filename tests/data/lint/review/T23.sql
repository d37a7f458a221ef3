-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says NQ102 error, safe fix: `system` is a reserved word on mysql:8.4
-- fixed: CREATE OR REPLACE VIEW `v1` AS SELECT `uuid`, `system` FROM `t`;
-- `system` is reserved in MySQL 8.0.3 and later: as a name, not in quotes, not as a text, not behind a dot.
CREATE TABLE IF NOT EXISTS `t` (
    `uuid` VARCHAR(32) NOT NULL,
    `system` TINYINT(1) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE OR REPLACE VIEW `v1` AS SELECT `uuid`, system FROM `t`; -- expect: NQ101, NQ102
CREATE OR REPLACE VIEW `v2` AS SELECT `uuid`, `system`, 'system' AS `name` FROM `t`;
CREATE OR REPLACE VIEW `v3` AS SELECT x.system FROM `t` x; -- expect: NQ101
