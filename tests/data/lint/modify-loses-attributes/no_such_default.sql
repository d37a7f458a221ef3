-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (
    `state` VARCHAR(32) NOT NULL DEFAULT 'x'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `T` MODIFY `state` TEXT NOT NULL; -- expect: DS115
-- says DS115 warning, no fix: T
