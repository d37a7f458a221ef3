-- V5.5.23: backups of host files belong to any resource: a VM, a snapshot group or a backup.
--
-- In VmHostBackupFileVO the column vmInstanceUuid and its foreign key give way to resourceUuid, and one backup of each
-- (resourceUuid, type) remains: the newest. The values are copied before anything is dropped, so the script can stop
-- after any statement and run again: a row is filled once, doubles are found by what the rows say, and each step that
-- is done already does nothing.

-- NOT NULL from the start: existing rows get the empty text, which is no uuid and so means "not copied yet".
CALL ADD_COLUMN('VmHostBackupFileVO', 'resourceUuid', 'VARCHAR(32)', 0, NULL);

CALL COPY_COLUMN('VmHostBackupFileVO', 'vmInstanceUuid', 'resourceUuid');

-- Older doubles go together with their contents, in one statement. The newest is the one made last; of those made in
-- the same second the one touched last; of those the one with the greatest uuid, so that every run picks the same.
DELETE `file`, `content`
FROM `zstack`.`VmHostBackupFileVO` AS `file`
JOIN (
    SELECT `resourceUuid`, `type`, MAX(CONCAT(LPAD(UNIX_TIMESTAMP(`createDate`), 12, '0'),
        LPAD(UNIX_TIMESTAMP(`lastOpDate`), 12, '0'), `uuid`)) AS `newest`
    FROM `zstack`.`VmHostBackupFileVO`
    GROUP BY `resourceUuid`, `type`
    HAVING COUNT(*) > 1
) AS `doubled` ON `doubled`.`resourceUuid` = `file`.`resourceUuid` AND `doubled`.`type` = `file`.`type`
LEFT JOIN `zstack`.`VmHostFileContentVO` AS `content` ON `content`.`uuid` = `file`.`uuid`
WHERE CONCAT(LPAD(UNIX_TIMESTAMP(`file`.`createDate`), 12, '0'),
    LPAD(UNIX_TIMESTAMP(`file`.`lastOpDate`), 12, '0'), `file`.`uuid`) <> `doubled`.`newest`;

CALL CREATE_UNIQUE_INDEX('VmHostBackupFileVO', 'ukVmHostBackupFileVOResourceUuidType', 'resourceUuid, type');

CALL DROP_CONSTRAINT('VmHostBackupFileVO', 'fkVmHostBackupFileVOVmInstanceEO');

CALL DELETE_INDEX('VmHostBackupFileVO', 'idxVmHostBackupFileVOVmInstanceUuid');

CALL DROP_COLUMN('VmHostBackupFileVO', 'vmInstanceUuid');
