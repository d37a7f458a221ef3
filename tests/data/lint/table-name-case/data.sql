CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL,
    `zone` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
INSERT IGNORE INTO hostEO (`uuid`) VALUES ('x'); -- expect: NQ109
SELECT h.`uuid` FROM `HOSTEO` h; -- expect: NQ109
