-- config: {"rules": {"too-many-indexes": {"columns-of-table": 2}}}
CREATE TABLE `T` (`a` INT NOT NULL, `b` INT NULL, PRIMARY KEY (`a`));
ALTER TABLE `T` ADD COLUMN `c` INT NULL; -- expect: CK120
