DROP VIEW IF EXISTS `cloud`.`ImageVO`;
CREATE VIEW `cloud`.`ImageVO` AS SELECT uuid, name, `system`, size FROM `cloud`.`ImageEO` WHERE deleted IS NULL;
CREATE VIEW `cloud`.`VmInstanceVO` AS SELECT uuid, name, hostUuid, imageUuid, cpuNum, memoryBytes, state, type, createDate
    FROM `cloud`.`VmInstanceEO` WHERE deleted IS NULL;
CREATE OR REPLACE VIEW `cloud`.`VolumeVO` AS SELECT * FROM `cloud`.`VolumeEO`;
