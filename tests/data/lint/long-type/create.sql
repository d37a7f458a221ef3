CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `cooldown` LONG, -- expect: TY106
    `long` LONG NOT NULL COMMENT 'x', -- expect: TY106
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
