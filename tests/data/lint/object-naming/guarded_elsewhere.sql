-- Another script asks for the name.
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    KEY `byUuid` (`uuid`) -- expect: NQ104
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says NQ104 warning, no fix: CacheVO
-- file: V2__b.sql
SELECT COUNT(*) INTO @n FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name = 'byUuid';
