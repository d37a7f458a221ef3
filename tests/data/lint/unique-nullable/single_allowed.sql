-- config: {"select": ["unique-nullable"], "rules": {"unique-nullable": {"allow-single": true}}}
CREATE TABLE IF NOT EXISTS `A` (
    `uuid` VARCHAR(32) NOT NULL,
    `serial` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukA` (`serial`)
) ENGINE=InnoDB;
