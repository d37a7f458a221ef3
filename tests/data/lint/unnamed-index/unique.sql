CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE (`a`), -- expect: NQ106
    UNIQUE KEY (`a`, `uuid`) -- expect: NQ106
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
