CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` FLOAT(7,4), -- expect: TY110
    `b` DOUBLE(10,2) NOT NULL, -- expect: TY110
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
