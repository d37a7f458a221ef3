CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    UNIQUE KEY `ukVmVO` (`hostUuid`, `name`),
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
