-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `a` VARCHAR(32) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says CK102 error, no fix: CacheVO
-- file: V2__b.sql
ALTER TABLE `CacheVO` ADD UNIQUE KEY `uk` (`a`); -- expect: CK102
