DELIMITER $$
CREATE PROCEDURE `move`()
BEGIN
    RENAME TABLE `A` TO `B`; -- expect: ID109
END $$
CREATE PROCEDURE `half`()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'B') THEN
        RENAME TABLE `A` TO `B`; -- expect: ID109
    END IF;
END $$
DELIMITER ;
