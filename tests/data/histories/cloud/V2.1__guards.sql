-- guards in all the ways they were written over the years
DELIMITER $$
DROP PROCEDURE IF EXISTS guards $$
CREATE PROCEDURE guards()
BEGIN
    DECLARE v_exists INT DEFAULT 0;
    DECLARE db VARCHAR(64) DEFAULT DATABASE();
    IF (SELECT 1 FROM information_schema.columns WHERE table_schema = 'cumulus' AND table_name = 'VmNicVO' AND column_name = 'internalName') IS NULL THEN
        ALTER TABLE VmNicVO ADD COLUMN internalName varchar(32) NOT NULL DEFAULT '';
    END IF;
    IF NOT EXISTS (SELECT * FROM INFORMATION_SCHEMA.STATISTICS WHERE TABLE_SCHEMA=db AND TABLE_NAME='VmNicVO' AND INDEX_NAME='idxInternal' AND SEQ_IN_INDEX = 1 AND NON_UNIQUE = 1) THEN
        CREATE INDEX idxInternal ON VmNicVO (internalName, mac);
    END IF;
    SELECT COUNT(*) INTO v_exists FROM information_schema.tables WHERE table_schema = 'cumulus' AND table_name = 'VmNicVO' AND engine = 'InnoDB';
    IF v_exists <> 0 AND (SELECT data_type FROM information_schema.columns WHERE table_schema = db AND table_name = 'VmNicVO' AND column_name = 'mac') = 'varchar' THEN
        ALTER TABLE VmNicVO MODIFY mac varchar(18) NOT NULL;
    END IF;
    IF (SELECT character_maximum_length FROM information_schema.columns WHERE table_schema = db AND table_name = 'VmNicVO' AND column_name = 'mac') < 20 AND (SELECT IS_NULLABLE = 'NO' AND COLUMN_KEY = 'UNI' FROM information_schema.columns WHERE table_schema = db AND table_name = 'VmNicVO' AND column_name = 'mac') THEN
        ALTER TABLE VmNicVO MODIFY mac varchar(20) NOT NULL;
    END IF;
    IF EXISTS (SELECT column_type FROM information_schema.columns WHERE table_schema = db AND table_name = 'HostCapacityVO' AND column_name = 'totalMemory' AND column_type LIKE 'bigint%unsigned' AND extra = '' AND column_comment <> '') THEN
        ALTER TABLE HostCapacityVO ADD COLUMN cpuSockets int(10) unsigned NOT NULL DEFAULT '1';
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_schema = db AND event_object_table = 'VmNicVO' AND action_timing = 'BEFORE' AND event_manipulation = 'INSERT') THEN
        DROP TRIGGER trigger_attach_eip;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema = db AND routine_name = 'outer_walk' AND routine_type = 'PROCEDURE') THEN
        DROP VIEW IF EXISTS NoSuchView;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.views WHERE table_schema = db AND table_name = 'ImageVO') THEN
        DROP VIEW IF EXISTS cumulus.ImageVO;
        CREATE VIEW cumulus.ImageVO AS SELECT uuid, name, description, status, state, size, actualSize, checksum, platform, type, format, url, `system`, mediaType, createDate FROM cumulus.ImageEO WHERE deleted IS NULL;
    END IF;
    IF 'utf8' = (SELECT LEFT(CCSA.character_set_name, 4) FROM information_schema.TABLES T, information_schema.COLLATION_CHARACTER_SET_APPLICABILITY CCSA WHERE CCSA.collation_name = T.table_collation AND T.table_schema = db AND T.table_name = 'HostEO') THEN
        ALTER TABLE HostEO ADD COLUMN isUtf8 bit(1) NOT NULL DEFAULT b'1';
    END IF;
    IF (SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = db AND REFERENCED_TABLE_NAME = 'IpRangeEO') = 1 THEN
        ALTER TABLE UsedIpVO ADD COLUMN rangeKnown tinyint(1) NULL;
    END IF;
    IF (SELECT GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics WHERE table_schema = db AND table_name = 'QuotaVO' AND index_name = 'uk') = 'identityUuid,name' THEN
        ALTER TABLE QuotaVO DROP INDEX uk, ADD UNIQUE INDEX ukQuotaVO (identityUuid, name);
    END IF;
    IF @@version_comment IS NULL OR @@global.max_connections < 0 THEN
        SELECT 'never';
    ELSEIF VERSION() REGEXP '^[0-9]+[.][0-9]+' THEN
        ALTER TABLE QuotaVO ADD COLUMN versionSeen tinyint(1);
    END IF;
END $$
CALL guards() $$
CALL guards() $$
DROP PROCEDURE IF EXISTS guards $$
CREATE PROCEDURE dropsItsKind() BEGIN DROP PROCEDURE IF EXISTS outer_walk; END $$
DROP PROCEDURE outer_walk $$

CREATE PROCEDURE handlers()
BEGIN
    DECLARE dup CONDITION FOR 1062;
    DECLARE no_table CONDITION FOR SQLSTATE '42S02';
    DECLARE hits INT DEFAULT 0;
    DECLARE CONTINUE HANDLER FOR dup SET hits = hits + 1;
    DECLARE CONTINUE HANDLER FOR no_table BEGIN SET hits = hits + 10; END;
    DECLARE CONTINUE HANDLER FOR 1060 SET hits = hits + 100;
    INSERT INTO ZoneEO (uuid, name, type, state) VALUES ('z1', 'again', '', '');
    INSERT INTO TableThatIsNot VALUES (1);
    ALTER TABLE ZoneEO ADD COLUMN name int;
    BEGIN
        DECLARE EXIT HANDLER FOR SQLEXCEPTION SET hits = hits + 1000;
        DROP TABLE TableThatIsNot;
        SET hits = 0;
    END;
    SET @hits = hits;
    IF hits <> 1111 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'handlers miscounted';
    END IF;
    CREATE TEMPORARY TABLE IF NOT EXISTS seen (a INT PRIMARY KEY, b VARCHAR(10));
    INSERT INTO seen VALUES (hits, 'x') ; REPLACE INTO seen VALUES (hits, 'y'), (2, 'z');
    IF (SELECT COUNT(*) FROM seen) = 2 THEN ALTER TABLE ZoneEO ADD COLUMN hits int DEFAULT 1111; END IF;
    DROP TEMPORARY TABLE seen;
END $$
CALL handlers() $$
CREATE PROCEDURE raises(IN p INT)
BEGIN
    IF p > 1 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too big', MYSQL_ERRNO = 1644; END IF;
    CALL raises(p + 1);
END $$
CALL raises(1) $$
CALL raises(5) $$
DROP PROCEDURE raises $$
DELIMITER ;
DROP PROCEDURE IF EXISTS handlers
;
