-- config: {"select": ["schema-qualifier", "guard-without-schema"], "schema": "zstack"}
-- Here the house wants the schema named, not left out.
-- says NQ108 warning, safe fix: `ZoneEO` stands without its schema
CREATE TABLE IF NOT EXISTS `zstack`.`HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`));
CREATE TABLE IF NOT EXISTS `ZoneEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)); -- expect: NQ108
SELECT COUNT(*) INTO @n FROM `information_schema`.`COLUMNS` WHERE `TABLE_SCHEMA` = 'zstack' AND `TABLE_NAME` = 'HostEO';
