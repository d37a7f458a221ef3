-- says ID118 error, no fix: asks for `HostEO.phone`, but the statement under it changes `HostEO.phoneNumber`
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB;
DROP PROCEDURE IF EXISTS `p`;
DELIMITER $$
CREATE PROCEDURE `p`()
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'HostEO' AND column_name = 'phone') THEN
        ALTER TABLE `HostEO` ADD COLUMN `phoneNumber` VARCHAR(32) NULL; -- expect: ID118
    END IF;
END $$
DELIMITER ;
