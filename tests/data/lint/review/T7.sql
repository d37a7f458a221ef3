-- config: {"select": ["ID", "DS", "SP", "LK"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID126 error, no fix: (-`uk`) at V1__a.sql:1
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `uk` (`a`, `b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V5__b.sql
CREATE TABLE IF NOT EXISTS `T` ( -- expect: ID126
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
