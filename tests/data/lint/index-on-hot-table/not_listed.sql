-- config: {"select": ["index-on-hot-table"], "rules": {"index-on-hot-table": {"tables": ["EventVO"]}}}
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
CREATE INDEX `ib` ON `A` (`b`);
