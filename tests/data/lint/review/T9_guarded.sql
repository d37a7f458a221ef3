-- config: {"select": ["ID"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
DROP PROCEDURE IF EXISTS `move`;
DELIMITER $$
CREATE PROCEDURE `move`()
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'app' AND table_name = 'A')
        AND NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'app' AND table_name = 'B') THEN
        RENAME TABLE `A` TO `B`;
    END IF;
END $$
DELIMITER ;
