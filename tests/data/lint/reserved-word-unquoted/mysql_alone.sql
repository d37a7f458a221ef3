-- config: {"targets": ["mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `t` (
    `uuid` INT NOT NULL,
    rank INT NULL, -- expect: NQ102
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
