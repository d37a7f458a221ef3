-- fixed unsafely: `a` INT(8) UNSIGNED NOT NULL,
-- fixed unsafely: `b` int(8) unsigned DEFAULT 3
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `a` INT(8) ZEROFILL NOT NULL, -- expect: TY116
    `b` int(8) unsigned zerofill DEFAULT 3 -- expect: TY116
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- says TY116 info, unsafe fix: MountVO
