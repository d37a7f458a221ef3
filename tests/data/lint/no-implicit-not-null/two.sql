CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL, -- expect: TY105
    `c` VARCHAR(3) NOT NULL, -- expect: TY105
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
