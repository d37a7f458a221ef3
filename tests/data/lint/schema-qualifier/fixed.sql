-- config: {"database": "zstack"}
-- fixed: CREATE TABLE IF NOT EXISTS `zstack`.`CacheVO` (
-- fixed: INSERT IGNORE INTO `zstack`.CacheVO (`uuid`) VALUES ('CacheVO');
-- fixed: UPDATE `zstack`.`CacheVO` SET `CacheVO`.`uuid` = 'x';
-- fixed: DELETE FROM `zstack`.`CacheVO` WHERE `uuid` = 'x';
-- fixed: TRUNCATE `zstack`.`CacheVO`;
-- fixed: CREATE INDEX `CacheVO` ON `zstack`.`CacheVO` (`uuid`);
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `CacheVO` ( -- expect: NQ108
    `uuid` VARCHAR(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
INSERT IGNORE INTO CacheVO (`uuid`) VALUES ('CacheVO'); -- expect: NQ108
UPDATE `CacheVO` SET `CacheVO`.`uuid` = 'x'; -- expect: NQ108
DELETE FROM `CacheVO` WHERE `uuid` = 'x'; -- expect: NQ108
TRUNCATE `CacheVO`; -- expect: NQ108
CREATE INDEX `CacheVO` ON `CacheVO` (`uuid`); -- expect: NQ108
