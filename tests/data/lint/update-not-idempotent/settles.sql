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
UPDATE `RoleVO` SET `name` = TRIM(LOWER(`name`));
UPDATE `RoleVO` SET `name` = REPLACE(`name`, 'a', 'b');
UPDATE `RoleVO` SET `name` = IF(`name` = CONCAT('a', `name`), 'a', `name`);
UPDATE `RoleVO` SET `name` = CONCAT('x', `uuid`);
