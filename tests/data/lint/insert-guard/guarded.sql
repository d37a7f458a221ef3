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
INSERT IGNORE INTO `RoleVO` (`uuid`, `name`) VALUES ('1', 'admin');
INSERT INTO `RoleVO` (`uuid`, `name`) VALUES ('2', 'user') ON DUPLICATE KEY UPDATE `name` = 'user';
INSERT INTO `LogVO` (`text`) SELECT 'x' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM `LogVO` WHERE `text` = 'x');
INSERT INTO `LogVO` (`text`) SELECT r.`name` FROM `RoleVO` r LEFT JOIN `LogVO` l ON l.`text` = r.`name` WHERE l.`id` IS NULL;
INSERT IGNORE INTO `RoleVO` (`uuid`, `name`) SELECT `id`, `text` FROM `LogVO`;
