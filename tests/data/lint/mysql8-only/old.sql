-- config: {"targets": ["mariadb:10.11", "mysql:5.7"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
ALTER TABLE `T` RENAME COLUMN `b` TO `c`; -- expect: PO102
ALTER TABLE `T` ADD COLUMN `u` VARCHAR(36) DEFAULT (UUID()); -- expect: PO102
SELECT ROW_NUMBER() OVER (ORDER BY `a`) FROM `T`; -- expect: PO102
