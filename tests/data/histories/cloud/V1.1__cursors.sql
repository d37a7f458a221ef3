USE cumulus;
CREATE TABLE IF NOT EXISTS `ResourceVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `resourceName` varchar(255) DEFAULT NULL,
    `resourceType` varchar(255) DEFAULT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO ResourceVO (uuid, resourceName, resourceType) SELECT t.uuid, t.name, "ZoneVO" FROM ZoneEO t;
INSERT INTO ResourceVO (uuid, resourceName, resourceType) SELECT t.uuid, t.name, "ClusterVO" FROM ClusterEO t WHERE t.deleted IS NULL;
INSERT INTO ResourceVO (uuid, resourceName, resourceType) SELECT t.uuid, t.name, "HostVO" FROM HostEO t LEFT JOIN ResourceVO r ON r.uuid = t.uuid WHERE r.uuid IS NULL;
INSERT IGNORE INTO ResourceVO (uuid, resourceName, resourceType) SELECT uuid, name, 'VmInstanceVO' FROM VmInstanceEO UNION SELECT uuid, name, 'ImageVO' FROM ImageEO;

DROP PROCEDURE IF EXISTS populateHostTags;
DELIMITER $$
CREATE PROCEDURE populateHostTags()
    BEGIN
        DECLARE hostUuid VARCHAR(32);
        DECLARE hostIp, hostName VARCHAR(255);
        DECLARE done INT DEFAULT FALSE;
        DECLARE cur CURSOR FOR SELECT uuid, managementIp, name FROM cumulus.HostEO;
        DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
        OPEN cur;
        read_loop: LOOP
            FETCH cur INTO hostUuid, hostIp, hostName;
            IF done THEN
                LEAVE read_loop;
            END IF;
            INSERT cumulus.SystemTagVO(uuid, resourceUuid, resourceType, inherent, type, tag, lastOpDate, createDate)
                values (REPLACE(UUID(),'-',''), hostUuid, 'HostVO', 1, 'System', CONCAT('ip::', hostIp), CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP());
        END LOOP;
        CLOSE cur;
        # work around a bug of mysql : jira.mariadb.org/browse/MDEV-4602
        SELECT CURTIME();
    END $$
DELIMITER ;

CALL populateHostTags();
DROP PROCEDURE IF EXISTS populateHostTags;

DELIMITER $$
CREATE PROCEDURE addQuotaByRows()
BEGIN
    DECLARE done BOOLEAN DEFAULT 0;
    DECLARE a VARCHAR(32);
    DECLARE i, total INT UNSIGNED DEFAULT 0;
    DECLARE accounts CURSOR FOR SELECT uuid FROM AccountVO ORDER BY name DESC;
    DECLARE CONTINUE HANDLER FOR SQLSTATE '02000' SET done = 1;
    CREATE TABLE IF NOT EXISTS QuotaVO (
        id bigint unsigned NOT NULL AUTO_INCREMENT, name varchar(255) NOT NULL, identityUuid varchar(32) NOT NULL,
        value bigint DEFAULT 0, PRIMARY KEY (id), UNIQUE KEY uk (identityUuid, name)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
    OPEN accounts;
    REPEAT
        FETCH accounts INTO a;
        IF NOT done THEN
            SET i = 0;
            WHILE i < 3 DO
                SET i = i + 1;
                IF i = 2 THEN SET total = total + 10; END IF;
                INSERT INTO QuotaVO (name, identityUuid, value) VALUES (CONCAT('vm.num.', i), a, i * 10) ON DUPLICATE KEY UPDATE value = VALUES(value) + 1;
            END WHILE;
        END IF;
    UNTIL done END REPEAT;
    CLOSE accounts;
    IF total > 0 AND NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'cumulus' AND TABLE_NAME = 'QuotaVO' AND COLUMN_NAME = 'type') THEN
        ALTER TABLE QuotaVO ADD COLUMN type varchar(32) DEFAULT NULL AFTER name, ADD COLUMN (u1 int, u2 int), ADD INDEX (type, value);
    ELSEIF total = 0 THEN
        DROP TABLE QuotaVO;
    END IF;
END $$
CALL addQuotaByRows() $$
DROP PROCEDURE addQuotaByRows $$
DELIMITER ;

DROP PROCEDURE IF EXISTS outer_walk;
DROP PROCEDURE IF EXISTS inner_step;
DELIMITER //
CREATE PROCEDURE inner_step(IN tb VARCHAR(64), INOUT counter INT, OUT said VARCHAR(64))
COMMENT 'one table'
MODIFIES SQL DATA
BEGIN
    SET counter = counter + 1, said = CONCAT(tb, ':', counter);
    CALL ADD_COLUMN(tb, 'tenant', 'varchar(32)', 1, NULL);
END//
CREATE DEFINER=CURRENT_USER PROCEDURE outer_walk()
BEGIN
    DECLARE t VARCHAR(64);
    DECLARE finished TINYINT(1) DEFAULT 0;
    DECLARE n INT DEFAULT 0;
    DECLARE msg VARCHAR(64);
    DECLARE tables_cursor CURSOR FOR SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name LIKE '%EO' ORDER BY table_name;
    DECLARE EXIT HANDLER FOR NOT FOUND BEGIN SET finished = 1; END;
    OPEN tables_cursor;
    walk: LOOP
        FETCH tables_cursor INTO t;
        IF t IN ('ZoneEO', 'IpRangeEO') THEN ITERATE walk; END IF;
        CALL inner_step(t, n, msg);
        SET @last_said = msg;
        IF n >= 3 THEN LEAVE walk; END IF;
    END LOOP walk;
    CLOSE tables_cursor;
END//
CALL outer_walk()//
DELIMITER ;
SET @ddl = CONCAT('ALTER TABLE ResourceVO ADD COLUMN `said_', REPLACE(LOWER(@last_said), ':', '_'), '` int');
PREPARE p FROM @ddl; EXECUTE p; DEALLOCATE PREPARE p;

ALTER TABLE ResourceVO ADD COLUMN concreteResourceType varchar(512) NOT NULL DEFAULT '';
UPDATE ResourceVO r, HostEO h SET r.concreteResourceType = 'org.cumulus.HostVO' WHERE r.uuid = h.uuid;
UPDATE ResourceVO r INNER JOIN VmInstanceEO v ON r.uuid = v.uuid LEFT OUTER JOIN HostEO AS h ON h.uuid = v.hostUuid SET r.concreteResourceType = CONCAT('org.', IFNULL(h.name, 'none')), r.resourceName = UPPER(v.name) WHERE v.state <> 'Destroyed';
UPDATE ResourceVO SET resourceName = CASE resourceType WHEN 'ZoneVO' THEN LOWER(resourceName) WHEN 'HostVO' THEN TRIM(resourceName) ELSE resourceName END ORDER BY uuid LIMIT 100;
DELETE r FROM ResourceVO r LEFT JOIN ZoneEO z ON r.uuid = z.uuid WHERE r.resourceType = 'ZoneVO' AND z.uuid IS NULL;
DELETE FROM t USING SystemTagVO AS t INNER JOIN HostEO h ON h.uuid = t.resourceUuid WHERE h.name = 'host2' AND t.tag LIKE 'ip::%';
DELETE FROM SystemTagVO WHERE resourceType NOT IN (SELECT DISTINCT resourceType FROM ResourceVO) AND (tag REGEXP '^tmp[0-9]+$' OR tag RLIKE 'x{3}');
