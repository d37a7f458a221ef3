CREATE TABLE `T` (`a` INT NOT NULL, `b` INT NULL, `c` INT NULL, `d` INT NULL, `e` INT NULL, `f` INT NULL, PRIMARY KEY (`a`),
    KEY `w` (`a`, `b`, `c`, `d`, `e`, `f`)); -- expect: CK120
