-- config: {"select": ["drop-column-in-use", "refused-by-target", "modify-fk-column"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says DS103 error, no fix: from under foreign key `NicVO.fkNicVOHostEO`, which refers to it
-- says DS116 error, no fix: mariadb:10.11 error 1833
-- One cause is told by one rule.
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostEO` (`uuid` VARCHAR(32) NOT NULL PRIMARY KEY, `a` INT NULL) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `NicVO` (`id` INT NOT NULL PRIMARY KEY, `hostUuid` VARCHAR(32) NOT NULL,
    CONSTRAINT `fkNicVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`)) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `HostEO` DROP COLUMN `uuid`; -- expect: DS103
ALTER TABLE `HostEO` MODIFY `uuid` VARCHAR(36) NOT NULL; -- expect: DS116
