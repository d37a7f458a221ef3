CREATE TABLE IF NOT EXISTS `T` (
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    PRIMARY KEY (`a`),
    KEY (`b`), -- expect: NQ106
    KEY (`b`) -- expect: NQ106
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says NQ106 warning, no fix: (b)
