-- fixed unsafely: `a` VARCHAR(3) CHARACTER SET utf8mb3 NULL
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `X` (`a` VARCHAR(3) NULL) CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `a` VARCHAR(3) CHARACTER SET gbk NULL -- expect: CS102
) CHARSET=utf8mb3;
