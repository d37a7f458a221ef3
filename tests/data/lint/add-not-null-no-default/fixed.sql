-- fixed unsafely: ALTER TABLE `HostEO` ADD `a` INT NOT NULL DEFAULT 0 AFTER `n`,
-- fixed unsafely: ADD COLUMN (`b` ENUM('x', 'y') NOT NULL DEFAULT 'x', `c` VARCHAR(3) not null DEFAULT '' COMMENT 'NOT NULL');
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL, `n` INT UNSIGNED NOT NULL, PRIMARY KEY (`uuid`), UNIQUE KEY `n` (`n`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `HostEO` ADD `a` INT NOT NULL AFTER `n`, -- expect: DS111
    ADD COLUMN (`b` ENUM('x', 'y') NOT NULL, `c` VARCHAR(3) not null COMMENT 'NOT NULL'); -- expect: DS111
