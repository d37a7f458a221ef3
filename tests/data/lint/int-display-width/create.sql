CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT(11), -- expect: TY109
    `b` BIGINT (20) UNSIGNED NOT NULL, -- expect: TY109
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
