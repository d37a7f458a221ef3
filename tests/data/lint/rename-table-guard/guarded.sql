DELIMITER $$
CREATE PROCEDURE `move`()
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'A')
       AND NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'B') THEN
        RENAME TABLE `A` TO `B`;
    END IF;
END $$
DELIMITER ;
