DELIMITER $$
CREATE PROCEDURE `p`(IN wanted INT)
BEGIN
    DECLARE found INT DEFAULT 0;
    SELECT COUNT(*) INTO found FROM T WHERE a = wanted; -- expect: NQ101
    UPDATE `T` SET `b` = found;
END $$
DELIMITER ;
