-- helpers
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
-- file: V2__b.sql
CALL RENAME_COLUMN('VmVO', 'hostUuid', 'lastHostUuid');
