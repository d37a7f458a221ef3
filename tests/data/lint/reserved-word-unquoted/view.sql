-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `t` (`uuid` INT NOT NULL, `system` INT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE OR REPLACE VIEW `v` AS SELECT uuid, system FROM t; -- expect: NQ102
SELECT `uuid` AS rank FROM `t`; -- expect: NQ102
