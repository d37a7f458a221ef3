-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    KEY `x` (`b`),
    KEY `y` (`b`) -- expect: CK104
) ENGINE=InnoDB;
-- says CK104 warning, no fix: A
-- file: V2__s.sql
DROP INDEX `y` ON `A`;
