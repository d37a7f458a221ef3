CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    PRIMARY KEY (`a`, `b`),
    UNIQUE KEY `ukA` (`a`, `b`), -- expect: CK103
    KEY `idxA` (`b`)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `B` (
    `a` INT NOT NULL,
    PRIMARY KEY (`a`),
    UNIQUE KEY `ukB` (`a`) -- expect: CK103
) ENGINE=InnoDB;
