-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` VARCHAR(32) NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB;
ALTER TABLE `T`
    ADD COLUMN IF NOT EXISTS `c` INT NULL, -- expect: PO101
    DROP COLUMN IF EXISTS `b`; -- expect: PO101
