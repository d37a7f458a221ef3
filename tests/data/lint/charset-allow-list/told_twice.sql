CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) COLLATE latin1_bin NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB CHARSET=latin1; -- expect: CS102
-- says CS102 warning, no fix: latin1
