-- A copy that the script drops again is nobody's schema.
CREATE TABLE IF NOT EXISTS `T` (
    `a` INT NULL, -- expect: CK102
    UNIQUE KEY `uk` (`a`)
) ENGINE=InnoDB;
DROP TABLE IF EXISTS `TCopy`;
CREATE TABLE `TCopy` LIKE `T`;
INSERT INTO `TCopy` SELECT * FROM `T`;
DROP TABLE `TCopy`;
