-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE IF NOT EXISTS `T` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NOT NULL REFERENCES `T` (`a`) -- expect: CK116
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3;
-- says CK116 error, no fix: no server makes one
