-- helpers
USE `zstack`;
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `d` TIMESTAMP NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CALL ADD_COLUMN('MountVO', 'createDate', 'TIMESTAMP', 0,
    '0000-00-00 00:00:00'); -- expect: TY101
