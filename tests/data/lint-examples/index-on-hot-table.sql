-- config: {"rules": {"index-on-hot-table": {"tables": ["EventVO"]}}}
CREATE TABLE IF NOT EXISTS `EventVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
