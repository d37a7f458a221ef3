-- config: {"select": ["ID"], "ignore": ["ID124"], "database": "app"}
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
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
CALL `move`();
DROP PROCEDURE IF EXISTS `move`;
