-- ----------------------------
--  Table structure; comments of all kinds
-- ----------------------------
--
# a hash comment with a ; and an ' apostrophe
/* a block comment; with a semicolon
   and 'quotes" */
CREATE TABLE IF NOT EXISTS `cumulus`.`LongJobVO`(`uuid` varchar(32) not null unique,`jobData` mediumtext not null/* data; */,`jobResult` text default null,-- result ; here
`targetResourceUuid` varchar(32) default null, # target
`executeTime` int unsigned default null,PRIMARY KEY(`uuid`))ENGINE=InnoDB DEFAULT CHARSET=utf8;;
ALTER TABLE `LongJobVO`ADD`managementNodeUuid`varchar(32)DEFAULT NULL;
ALTER TABLE LongJobVO ADD COLUMN `key` varchar(8), ADD COLUMN `rank` int, ADD COLUMN `condition` text, ADD COLUMN status varchar(8), ADD COLUMN value int, ADD COLUMN `date` date, ADD COLUMN comment varchar(9) COMMENT 'comment', ADD COLUMN password varchar(1), ADD COLUMN action int, ADD COLUMN `group` int;
ALTER TABLE LongJobVO CHANGE `key` `keys` varchar(16), DROP `condition`, DROP COLUMN `rank`, ADD INDEX `status` (`status`), ADD INDEX `index` (`group`, `keys`);
/*!50003 CREATE*/ /*!50020 DEFINER=CURRENT_USER*/ /*!50003 TRIGGER trigger_long BEFORE INSERT ON LongJobVO FOR EACH ROW SET NEW.executeTime = 0 */;
/*!40000 ALTER TABLE `LongJobVO` DISABLE KEYS */;
/*!50503 ALTER TABLE LongJobVO ADD COLUMN versioned int */;
/*!99999 ALTER TABLE LongJobVO ADD COLUMN never int */;
CREATE TABLE `cumulus`.`PartitionedVO` (
  `id` bigint NOT NULL, `day` date NOT NULL, `v` int, PRIMARY KEY (`id`,`day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8
/*!50100 PARTITION BY RANGE (TO_DAYS(`day`))
(PARTITION p2015 VALUES LESS THAN (736330) ENGINE = InnoDB,
 PARTITION pmax VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
ALTER TABLE PartitionedVO REORGANIZE PARTITION pmax INTO (PARTITION p2016 VALUES LESS THAN (736695), PARTITION pmax VALUES LESS THAN MAXVALUE);
ALTER TABLE PartitionedVO DROP PARTITION p2015;
CREATE TABLE GeneratedVO (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, doc text, a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL, c varchar(32) AS (left(doc, 10)) STORED, d int DEFAULT '7', CHECK (a > 0), CONSTRAINT positive CHECK (d >= 0 AND (a IS NULL OR a < 100))) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE GeneratedVO ADD INDEX (b), ADD UNIQUE (c, b), DROP CONSTRAINT positive;
CREATE TABLE SelfRefVO (uuid varchar(32) NOT NULL, parentUuid varchar(32) DEFAULT NULL, PRIMARY KEY (uuid), KEY k (parentUuid), CONSTRAINT fkSelf FOREIGN KEY (parentUuid) REFERENCES SelfRefVO (uuid) ON DELETE SET NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE SelfRefVO DROP KEY k;
ALTER TABLE SelfRefVO DROP FOREIGN KEY fkSelf, DROP KEY k;
ALTER TABLE SelfRefVO ADD CONSTRAINT fkSelf FOREIGN KEY (parentUuid) REFERENCES SelfRefVO (uuid);
ALTER TABLE SelfRefVO MODIFY parentUuid varchar(64) DEFAULT NULL;
SET FOREIGN_KEY_CHECKS=0;
ALTER TABLE SelfRefVO MODIFY parentUuid varchar(64) DEFAULT NULL;
CREATE TABLE EarlyVO (uuid varchar(32) NOT NULL PRIMARY KEY, lateUuid varchar(32), CONSTRAINT fkEarlyLate FOREIGN KEY (lateUuid) REFERENCES LateVO (uuid) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE LateVO (uuid varchar(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8;
DROP TABLE LateVO;
SET FOREIGN_KEY_CHECKS=1;
CREATE TABLE LateVO (uuid varchar(64) NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE LateVO (uuid varchar(32) NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE InlineVO (uuid varchar(32) NOT NULL, lateUuid varchar(32) REFERENCES LateVO (uuid), PRIMARY KEY (uuid)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE HostEO DROP COLUMN clusterUuid;
ALTER TABLE ClusterEO DROP COLUMN zoneUuid, ADD COLUMN zoneUuid varchar(32);
DROP TABLE ZoneEO;
DROP TABLE IF EXISTS SelfRefVO CASCADE;
ALTER TABLE NoSuchVO ADD COLUMN a int;
ALTER TABLE HostEO ADD COLUMN name int;
ALTER TABLE HostEO DROP COLUMN noSuchColumn;
ALTER TABLE HostEO ADD COLUMN a1 int, ADD COLUMN name int;
ALTER TABLE HostEO ADD COLUMN b1 int AFTER noSuchColumn;
ALTER TABLE HostEO ADD INDEX idxNo (noSuchColumn);
ALTER TABLE HostEO DROP INDEX noSuchIndex;
ALTER TABLE HostEO DROP FOREIGN KEY noSuchKey;
ALTER TABLE HostEO ADD CONSTRAINT fkBad FOREIGN KEY (name) REFERENCES NoSuchVO (uuid);
ALTER TABLE HostEO ADD CONSTRAINT fkBad FOREIGN KEY (name) REFERENCES ClusterEO (name);
ALTER TABLE HostEO ADD CONSTRAINT fkBad FOREIGN KEY (serialNumber) REFERENCES ClusterEO (uuid) ON DELETE SET NULL;
ALTER TABLE HostEO ADD COLUMN noDefault timestamp NOT NULL DEFAULT 'never';
CREATE TABLE Bad1VO (a varchar(70000)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE Bad2VO (a text, KEY (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE Bad3VO (a int, a int);
CREATE TABLE Bad4VO (a int AUTO_INCREMENT);
CREATE TABLE Bad5VO (a int, PRIMARY KEY (b));
CREATE TABLE Bad6VO (a varchar(1000), UNIQUE KEY (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8 ROW_FORMAT=COMPACT;
CREATE TABLE Bad7VO (a text DEFAULT 'x');
CREATE TABLE Bad8VO (a int DEFAULT 'abc', b varchar(3) DEFAULT 'abcdef');
CREATE TABLE Dates1VO (a timestamp, b timestamp NULL, c timestamp NOT NULL, d timestamp DEFAULT 0, e timestamp NOT NULL DEFAULT '0000-00-00', f datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, g datetime(3) DEFAULT NOW(3), h timestamp(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6)) ENGINE=InnoDB;
CREATE TABLE Dates2VO (a timestamp, b timestamp, c timestamp DEFAULT CURRENT_TIMESTAMP, d timestamp DEFAULT LOCALTIMESTAMP ON UPDATE NOW()) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE Dates3VO (id int PRIMARY KEY, createDate timestamp NOT NULL DEFAULT '0000-00-00 00:00:00', lastOpDate timestamp NOT NULL DEFAULT '0000-00-00 00:00:00' ON UPDATE CURRENT_TIMESTAMP) ENGINE=InnoDB DEFAULT CHARSET=utf8;
ALTER TABLE Dates2VO ADD COLUMN t1 timestamp, ADD COLUMN t2 timestamp NOT NULL, ADD COLUMN t3 timestamp DEFAULT '2001-02-30', ADD COLUMN t4 timestamp NULL;
ALTER TABLE Dates2VO ADD COLUMN t1 timestamp, ADD COLUMN t2 timestamp NOT NULL;
ALTER TABLE Dates2VO MODIFY a timestamp NULL, MODIFY COLUMN b timestamp NOT NULL;
CREATE TABLE Charset1VO (a varchar(10), b char(5) CHARACTER SET utf8mb4, c text COLLATE latin1_bin, d varchar(5) BINARY, e enum('x','y') CHARSET ascii, f varchar(10) COLLATE utf8_bin) DEFAULT CHARACTER SET latin1 COLLATE latin1_general_ci;
CREATE TABLE Charset2VO (a varchar(10), b nvarchar(10), c varchar(10) byte, d char byte);
CREATE TABLE Charset3VO (a varchar(10)) CHARSET=utf8 COLLATE utf8_unicode_ci;
ALTER TABLE Charset3VO CONVERT TO CHARACTER SET utf8mb4;
CREATE TABLE Charset4VO (a varchar(10)) ENGINE=InnoDB;
SELECT "double ; quoted", 'it''s', 'back\'slash', "say ""hi""", N'n', _utf8'x', X'4D', 0x4D, b'01', 1e3, .5, TRUE, NULL;
DO 1; SET @x = 1, @y := @x + 1;
SHOW TABLES; SHOW CREATE TABLE HostEO; DESC HostEO; EXPLAIN SELECT 1; ANALYZE TABLE HostEO; OPTIMIZE TABLE HostEO; CHECK TABLE HostEO;
FLUSH TABLES;
CREATE DATABASE IF NOT EXISTS cumulus_rest;
ALTER DATABASE cumulus_rest DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;
CREATE TABLE IF NOT EXISTS cumulus_rest.RestAPIVO (uuid varchar(32) NOT NULL, result mediumtext, PRIMARY KEY (uuid)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
USE cumulus_rest;
ALTER TABLE RestAPIVO ADD COLUMN apiId varchar(255);
ALTER TABLE cumulus.HostEO ADD COLUMN restUuid varchar(32);
USE `cumulus`;
DROP DATABASE cumulus_rest;
DELIMITER $$
CREATE PROCEDURE lastOne() BEGIN ALTER TABLE HostEO ADD COLUMN viaProcedure int; END $$
DELIMITER ;
CALL lastOne;
DROP PROCEDURE lastOne;
ALTER TABLE HostEO ADD COLUMN lastOne int
