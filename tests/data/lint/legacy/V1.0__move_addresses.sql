CREATE TABLE `cloud`.`HostAddressVO` (
    `uuid` varchar(32) NOT NULL,
    `hostUuid` varchar(32) NOT NULL,
    `ip` varchar(255) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

DELIMITER $$
CREATE PROCEDURE moveHostAddresses()
    BEGIN
        DECLARE hUuid varchar(32);
        DECLARE hIp varchar(255);
        DECLARE done INT DEFAULT FALSE;
        DECLARE cur CURSOR FOR SELECT uuid, managementIp FROM cloud.HostEO;
        DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
        OPEN cur;
        read_loop: LOOP
            FETCH cur INTO hUuid, hIp;
            IF done THEN
                LEAVE read_loop;
            END IF;
            INSERT INTO HostAddressVO (uuid, hostUuid, ip) VALUES (REPLACE(UUID(), '-', ''), hUuid, hIp);
        END LOOP;
        CLOSE cur;
        SELECT CURTIME();
    END $$
DELIMITER ;

CALL moveHostAddresses();
DROP PROCEDURE IF EXISTS moveHostAddresses;
ALTER TABLE `HostAddressVO` ADD CONSTRAINT fkHostAddressVOHostEO FOREIGN KEY (hostUuid) REFERENCES HostEO (uuid) ON DELETE CASCADE;
