CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'c') THEN
        ALTER TABLE `A` ADD `d` INT; -- expect: ID118
    END IF;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
