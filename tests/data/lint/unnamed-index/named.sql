CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `a` INT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxCacheVOA` (`a`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
