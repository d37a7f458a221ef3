-- config: {"select": ["forbid-stored-program"], "rules": {"forbid-stored-program": {"kinds": ["view"]}}}
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
CREATE OR REPLACE VIEW `W` AS SELECT `a` FROM `A`; -- expect: SP112
