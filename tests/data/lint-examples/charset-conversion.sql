CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `hostName` VARCHAR(255) NULL,
    `hostUuid` VARCHAR(32) NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    `cpuNum` INT NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
