-- The other order serves other reads.
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    PRIMARY KEY (`a`, `b`),
    UNIQUE KEY `ukA` (`b`, `a`)
) ENGINE=InnoDB;
