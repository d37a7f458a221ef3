-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `RoleVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `LogVO` (
    `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `text` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB;
-- file: V2__b.sql
INSERT INTO `LogVO` (`text`) SELECT `name` FROM `RoleVO`; -- expect: ID114
