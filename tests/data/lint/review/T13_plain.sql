-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says CK105 info, unsafe fix: index `idxTA` of `T` is the left part of `ukTAbc`
-- A plain index in its place is.
CREATE TABLE IF NOT EXISTS `T` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    `c` INT NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukTAbc` (`a`, `b`, `c`),
    KEY `idxTA` (`a`) -- expect: CK105
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
