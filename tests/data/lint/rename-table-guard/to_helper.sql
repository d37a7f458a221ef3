-- helpers
-- fixed unsafely: CALL RENAME_TABLE_SAFELY('A', 'B');
-- fixed unsafely: CALL RENAME_TABLE_SAFELY('C', 'D');
-- fixed unsafely: CALL RENAME_TABLE_SAFELY('E', 'F');
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `C` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `E` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
-- file: V2__b.sql
RENAME TABLE `A` TO `B`, `C` TO `D`; -- expect: ID109
ALTER TABLE `E` RENAME AS `F`; -- expect: ID109
-- says ID109 error, unsafe fix: A
