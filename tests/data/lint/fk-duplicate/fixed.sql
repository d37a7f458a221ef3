-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    CONSTRAINT `f1` FOREIGN KEY (`b`) REFERENCES `A` (`a`),
    CONSTRAINT `f2` FOREIGN KEY (`b`) REFERENCES `A` (`a`) -- expect: CK111
) ENGINE=InnoDB;
-- says CK111 warning, unsafe fix: A
