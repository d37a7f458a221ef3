-- config: {"targets": ["mysql:8.4"]}
-- says CK119 error, no fix: index `idxTD` is refused by mysql:8.4: 1071
CREATE TABLE IF NOT EXISTS `T` (
    `a` VARCHAR(32) NOT NULL PRIMARY KEY,
    `d` VARCHAR(1024) NOT NULL,
    KEY `idxTA` (`a`),
    KEY `idxTD` (`d`, `a`), -- expect: CK119
    KEY `idxTDa` (`d`(32), `a`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
