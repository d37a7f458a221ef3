CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` ENUM('x','y'), -- expect: TY108
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
