CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    DECLARE found VARCHAR(64);
    DECLARE done INT DEFAULT FALSE;
    DECLARE cur CURSOR FOR SELECT `name` FROM `A`;
    OPEN cur;
    next_row: LOOP
        FETCH cur INTO found; -- expect: SP105
        IF done THEN LEAVE next_row; END IF;
        DELETE FROM `A` WHERE `name` = found;
    END LOOP;
    CLOSE cur;
END $$
DELIMITER ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
