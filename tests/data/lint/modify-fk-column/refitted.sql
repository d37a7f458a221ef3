-- helpers
-- fixed unsafely: CALL DROP_CONSTRAINT('VmVO', 'fkVmVOHostVO');
-- fixed unsafely: CALL MODIFY_COLUMN('VmVO', 'hostUuid', 'VARCHAR(64)', 1, NULL);
-- fixed unsafely: CALL MODIFY_COLUMN('HostVO', 'uuid', 'VARCHAR(64)', 0, NULL);
-- fixed unsafely: CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVO', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
-- file: V2__b.sql
ALTER TABLE `VmVO` MODIFY COLUMN `hostUuid` VARCHAR(64) NULL; -- expect: DS116
-- says DS116 error, unsafe fix: VmVO
