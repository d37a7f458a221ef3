-- fixed unsafely: CONSTRAINT `f1` FOREIGN KEY (`b`) REFERENCES `A` (`a`)
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    KEY `x` (`b`),
    KEY `y` (`b`), -- expect: CK104
    CONSTRAINT `f1` FOREIGN KEY (`b`) REFERENCES `A` (`a`)
) ENGINE=InnoDB;
ALTER TABLE `A` ADD KEY `z` (`b`); -- expect: CK104
-- says CK104 warning, unsafe fix: A
