CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NULL,
    PRIMARY KEY (`uuid`),
    KEY (`a`) -- expect: NQ106
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
