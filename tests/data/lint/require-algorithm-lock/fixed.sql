-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- fixed unsafely: ALTER TABLE `A` ADD `d` INT NULL, ALGORITHM=INSTANT;
-- fixed unsafely: CREATE INDEX `ib` ON `A` (`b`) ALGORITHM=INPLACE LOCK=NONE;
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL, `c` INT NULL, `name` VARCHAR(64) NULL) ENGINE=InnoDB;
-- file: V2__s.sql
ALTER TABLE `A` ADD `d` INT NULL; -- expect: LK103
CREATE INDEX `ib` ON `A` (`b`); -- expect: LK103
