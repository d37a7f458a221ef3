-- config: {"select": ["ID"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID109 error, no fix: fails when the script runs again: 1146
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
DROP PROCEDURE IF EXISTS `move`;
DELIMITER $$
CREATE PROCEDURE `move`()
BEGIN
    RENAME TABLE `A` TO `B`; -- expect: ID109
END $$
DELIMITER ;
CALL `move`();
DROP PROCEDURE IF EXISTS `move`;
