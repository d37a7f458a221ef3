-- config: {"select": ["ID"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID109 error, no fix: `A` is renamed to `B`
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
DROP PROCEDURE IF EXISTS `move`;
DELIMITER $$
CREATE PROCEDURE `move`()
BEGIN
    RENAME TABLE `A` TO `B`; -- expect: ID109
END $$
DELIMITER ;
