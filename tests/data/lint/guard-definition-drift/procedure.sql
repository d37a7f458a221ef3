-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'b') THEN
        ALTER TABLE `A` ADD `b` BIGINT NULL; -- expect: ID125
    END IF;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
