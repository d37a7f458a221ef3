-- A UNIQUE key says something that the longer one does not.
CREATE TABLE IF NOT EXISTS `T` (
    `id` INT NOT NULL PRIMARY KEY,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    `c` INT NOT NULL,
    UNIQUE KEY `ukabc` (`a`, `b`, `c`),
    UNIQUE KEY `uka` (`a`)
) ENGINE=InnoDB;
