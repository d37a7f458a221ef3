CREATE TABLE IF NOT EXISTS `A` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukA` (`name`)
) ENGINE=InnoDB;
