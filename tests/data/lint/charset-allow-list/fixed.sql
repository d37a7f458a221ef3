-- fixed unsafely: `a` VARCHAR(3) CHARACTER SET utf8mb4 NULL,
-- fixed unsafely: ) ENGINE=InnoDB CHARSET = utf8mb4 COMMENT 'x';
-- fixed unsafely: ALTER TABLE `CacheVO` CONVERT TO CHARACTER SET utf8mb3;
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` VARCHAR(3) CHARACTER SET gbk COLLATE gbk_bin NULL, -- expect: CS102
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB CHARSET = latin1 COLLATE = latin1_bin COMMENT 'x'; -- expect: CS102
CREATE TABLE `A` (`a` INT NOT NULL) CHARSET=utf8mb3;
CREATE TABLE `B` (`a` INT NOT NULL) CHARSET=utf8mb3;
ALTER TABLE `CacheVO` CONVERT TO CHARACTER SET latin1; -- expect: CS102
-- says CS102 warning, unsafe fix: latin1
