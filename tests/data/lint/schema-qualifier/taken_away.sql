-- config: {"database": "zstack", "rules": {"schema-qualifier": {"mode": "forbid"}}}
-- fixed: CREATE TABLE IF NOT EXISTS `CacheVO` (
-- file: V1__case.sql
CREATE TABLE IF NOT EXISTS `zstack`.`CacheVO` ( -- expect: NQ108
    `uuid` VARCHAR(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
