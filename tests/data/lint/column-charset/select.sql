-- A table that says no character set inherits one, which charset-explicit says; its columns are those of the SELECT.
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `B` AS SELECT `uuid` FROM `A`;
CREATE TABLE IF NOT EXISTS `C` DEFAULT CHARSET=utf8mb4 AS SELECT `uuid` FROM `A`; -- expect: CS106
