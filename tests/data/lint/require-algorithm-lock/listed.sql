-- config: {"select": ["require-algorithm-lock"], "rules": {"require-algorithm-lock": {"tables": ["A"]}}}
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `B` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` ADD `c` INT NULL; -- expect: LK103
ALTER TABLE `B` ADD `c` INT NULL;
