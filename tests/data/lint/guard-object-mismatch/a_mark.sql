-- The old column is asked for as a mark: that is no guard of the new one.
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'b') THEN
        ALTER TABLE `A` ADD `c` INT;
        UPDATE `A` SET `c` = `b`;
        ALTER TABLE `A` DROP `b`;
    END IF;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
