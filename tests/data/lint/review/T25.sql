-- config: {"profile": "house"}
-- `delimiter` in small letters, as a column and as a label; DELIMITER with two blanks.
CREATE TABLE IF NOT EXISTS `t` (
    `uuid` VARCHAR(32) NOT NULL,
    `delimiter` VARCHAR(8) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
DROP PROCEDURE IF EXISTS `p`;
delimiter //
CREATE PROCEDURE `p`()
BEGIN
    DECLARE n INT DEFAULT 0;
    delimiter: LOOP
        SET n = n + 1;
        IF n > 3 THEN
            LEAVE delimiter;
        END IF;
    END LOOP delimiter;
END //
DELIMITER  ;
CALL `p`();
DROP PROCEDURE IF EXISTS `p`;
