-- Text and numbers may look as they like.
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` VARCHAR(32) NOT NULL DEFAULT '0000-00-00 00:00:00',
    `n` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
