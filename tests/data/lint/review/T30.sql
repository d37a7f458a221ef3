-- config: {"select": ["released-script-changed"]}
-- says ID127 error, no fix: its checksum was -1790176617 and is 1551627863
-- released: V2.0__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2.0__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
DO 0; -- expect: ID127
