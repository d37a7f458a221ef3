-- config: {"profile": "house", "ignore": ["ST"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says PO199 error, no fix: 1067 Invalid default value for 't1'
-- says TY112 error, no fix: 'body'
-- says TY112 error, no fix: 'js'
-- says CK119 error, no fix: index `idxEventVOKind` is refused by mariadb:10.11, mysql:8.4: 1071
CREATE TABLE IF NOT EXISTS `EventVO` ( -- expect: CK114
    `t0` DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00', -- expect: TY101
    `t1` TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00', -- expect: PO199
    `t2` DATE NOT NULL DEFAULT '2020-00-01', -- expect: TY101
    `body` TEXT NOT NULL DEFAULT '', -- expect: TY112
    `js` JSON DEFAULT '{}', -- expect: TY112
    `kind` VARCHAR(1024) NOT NULL,
    KEY `idxEventVOKind` (`kind`, `t0`), -- expect: CK119
    KEY `idxEventVOT0` (`t0`),
    KEY `idxEventVOT0Again` (`t0`) -- expect: CK104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
