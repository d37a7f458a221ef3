-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    UPDATE `A` SET `b` = 1, `name` = 'x'; -- expect: DS109
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
