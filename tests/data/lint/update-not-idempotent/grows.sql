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
UPDATE `LogVO` SET `id` = `id` + 1; -- expect: ID116
UPDATE `RoleVO` r SET r.`name` = CONCAT('x-', r.`name`) WHERE r.`uuid` = '1'; -- expect: ID116
