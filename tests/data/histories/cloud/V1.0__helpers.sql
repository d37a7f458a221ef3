DROP PROCEDURE IF EXISTS `ADD_COLUMN`;
DROP PROCEDURE IF EXISTS `ADD_CONSTRAINT`;
DROP PROCEDURE IF EXISTS `CREATE_INDEX`;
DROP PROCEDURE IF EXISTS `DELETE_INDEX`;
DROP PROCEDURE IF EXISTS `DROP_COLUMN`;
DELIMITER $$
CREATE PROCEDURE `ADD_COLUMN`(
    IN tb_name VARCHAR(64),
    IN column_name VARCHAR(64),
    IN column_type VARCHAR(64),
    IN allow_null BOOLEAN,
    IN default_value VARCHAR(255))
BEGIN
    SELECT CURTIME();
    IF NOT EXISTS( SELECT NULL
                   FROM INFORMATION_SCHEMA.COLUMNS
                   WHERE table_name = tb_name
                         AND table_schema = 'cumulus'
                         AND COLUMNS.column_name = column_name)  THEN
        SET @nullable = IF(allow_null = 1, 'NULL', 'NOT NULL');
        SET @ddl = CONCAT('ALTER TABLE cumulus.', tb_name, ' ADD COLUMN `', column_name, '` ', column_type, ' ', @nullable);
        IF default_value IS NOT NULL THEN
            SET @ddl = CONCAT(@ddl, ' DEFAULT ', QUOTE(default_value));
        END IF;
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
    SELECT CURTIME();
END $$

CREATE PROCEDURE DROP_COLUMN(IN tb_name VARCHAR(64), IN col VARCHAR(64))
proc: BEGIN
    DECLARE found INT DEFAULT 0;
    SELECT COUNT(*) INTO found FROM information_schema.columns c WHERE c.table_schema = DATABASE() AND c.table_name = tb_name AND c.column_name = col;
    IF found = 0 THEN
        LEAVE proc;
    END IF;
    SET @ddl = CONCAT("ALTER TABLE `", tb_name, "` DROP COLUMN `", col, "`");
    PREPARE stmt FROM @ddl; EXECUTE stmt; DROP PREPARE stmt;
END proc $$

CREATE PROCEDURE ADD_CONSTRAINT(IN tb VARCHAR(64), IN fk VARCHAR(64), IN col VARCHAR(64), IN ref_tb VARCHAR(64), IN ref_col VARCHAR(64), IN act VARCHAR(32))
BEGIN
    DECLARE EXIT HANDLER FOR 1061, 1826 SELECT 'there already';
    IF (SELECT COUNT(1) FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = SCHEMA() AND TABLE_NAME = tb AND CONSTRAINT_NAME = fk AND CONSTRAINT_TYPE = 'FOREIGN KEY') = 0 THEN
        SET @ddl := CONCAT_WS(' ', 'ALTER TABLE', tb, 'ADD CONSTRAINT', fk, 'FOREIGN KEY (', col, ') REFERENCES', ref_tb, '(', ref_col, ')', CONCAT('ON DELETE ', act));
        PREPARE stmt FROM @ddl;
        EXECUTE stmt;
        DEALLOCATE PREPARE stmt;
    END IF;
END $$

CREATE PROCEDURE CREATE_INDEX(tb VARCHAR(64), idx VARCHAR(64), cols VARCHAR(255))
BEGIN
    DECLARE n INT;
    SET n = (SELECT COUNT(DISTINCT index_name) FROM information_schema.statistics WHERE table_schema = 'cumulus' AND table_name = tb AND index_name LIKE idx);
    CASE n WHEN 0 THEN
        SET @ddl = CONCAT('CREATE INDEX ', idx, ' ON ', tb, '(', cols, ')');
        PREPARE s FROM @ddl; EXECUTE s; DEALLOCATE PREPARE s;
    ELSE BEGIN END;
    END CASE;
END $$

CREATE PROCEDURE DELETE_INDEX(tb VARCHAR(64), idx VARCHAR(64))
BEGIN
    DECLARE CONTINUE HANDLER FOR SQLSTATE '42000' BEGIN END;
    SET @ddl = CONCAT('DROP INDEX ', idx, ' ON ', tb);
    PREPARE s FROM @ddl; EXECUTE s; DEALLOCATE PREPARE s;
END $$
DELIMITER ;
CALL ADD_COLUMN('HostEO', 'architecture', 'VARCHAR(32)', 1, NULL);
CALL ADD_COLUMN('HostEO', 'architecture', 'VARCHAR(32)', 1, NULL);
CALL ADD_COLUMN('VmInstanceEO', 'platform', 'varchar(255)', 0, 'Linux');
CALL ADD_COLUMN("VolumeEO", "isShareable", "tinyint(1) unsigned", 0, "0");
CALL cumulus.ADD_COLUMN('VolumeEO', 'volumeQos', 'varchar(128)', TRUE, NULL);
CALL DROP_COLUMN('VolumeEO', 'diskOfferingUuid');
CALL DROP_COLUMN('VolumeEO', 'diskOfferingUuid');
CALL ADD_CONSTRAINT('VolumeEO', 'fkVolumeEOVmInstanceEO', 'vmInstanceUuid', 'VmInstanceEO', 'uuid', 'SET NULL');
CALL ADD_CONSTRAINT('VolumeEO', 'fkVolumeEOVmInstanceEO', 'vmInstanceUuid', 'VmInstanceEO', 'uuid', 'SET NULL');
CALL CREATE_INDEX('VolumeEO', 'idxVolumeEOpath', 'installPath(255), size');
CALL CREATE_INDEX('VolumeEO', 'idxVolumeEOpath', 'installPath(255)');
CALL DELETE_INDEX('VolumeEO', 'idxVolumeEOnothing');
CALL DELETE_INDEX('AccountVO', 'ukAccountVOname');
DROP VIEW IF EXISTS `cumulus`.`VmInstanceVO`;
CREATE VIEW `cumulus`.`VmInstanceVO` AS SELECT uuid, name, zoneUuid, clusterUuid, imageUuid, hostUuid, internalId, lastHostUuid, rootVolumeUuid, type, memorySize, cpuNum, platform, state, lastOpDate, createDate FROM `cumulus`.`VmInstanceEO` WHERE deleted IS NULL;
DROP VIEW IF EXISTS `cumulus`.`VolumeVO`;
CREATE VIEW `cumulus`.`VolumeVO` AS SELECT uuid, name, primaryStorageUuid, vmInstanceUuid, installPath, type, size, deviceId, state, isShareable, lastOpDate, createDate FROM `cumulus`.`VolumeEO` WHERE deleted IS NULL;
