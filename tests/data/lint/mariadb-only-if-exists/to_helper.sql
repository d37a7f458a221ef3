-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- helpers
-- fixed unsafely: CALL ADD_COLUMN('T', 'c', 'INT(11)', 1, NULL);
-- fixed unsafely: CALL CREATE_INDEX('T', 'ix', 'b');
-- fixed unsafely: CALL DELETE_INDEX('T', 'ix');
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
ALTER TABLE `T` ADD COLUMN IF NOT EXISTS `c` INT NULL; -- expect: PO101
CREATE INDEX IF NOT EXISTS `ix` ON `T` (`b`); -- expect: PO101
DROP INDEX IF EXISTS `ix` ON `T`; -- expect: PO101
-- says PO101 error, unsafe fix: mysql:8.4
