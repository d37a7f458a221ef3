-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    KEY `two` (`uuid`) -- expect: NQ104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says NQ104 warning, no fix: two
-- file: V2__b.sql
DROP INDEX `two` ON `CacheVO`;
