-- fixed unsafely: `b` INT(3) UNSIGNED NOT NULL,
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `a` VARCHAR(32) NOT NULL,
    `b` INT(3) UNSIGNED, -- expect: CK102
    UNIQUE KEY `uk` (`a`, `b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says CK102 error, unsafe fix: CacheVO
