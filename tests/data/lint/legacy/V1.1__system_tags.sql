CREATE TABLE `cloud`.`SystemTagVO` (
    `uuid` varchar(32) NOT NULL UNIQUE,
    `resourceUuid` varchar(32) NOT NULL,
    `resourceType` varchar(255) NOT NULL,
    `tag` text NOT NULL,
    `createDate` timestamp,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

DELIMITER $$
DROP PROCEDURE IF EXISTS migrateTags $$
CREATE PROCEDURE migrateTags()
BEGIN
    DECLARE vUuid varchar(32);
    DECLARE done INT DEFAULT FALSE;
    DECLARE cur CURSOR FOR SELECT uuid FROM VmInstanceEO WHERE state = 'Running';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    OPEN cur;
    read_loop: LOOP
        FETCH cur INTO vUuid;
        IF done THEN
            LEAVE read_loop;
        END IF;
        UPDATE SystemTagVO SET tag = CONCAT('vm::', tag) WHERE resourceUuid = vUuid;
        DELETE FROM SystemTagVO WHERE resourceUuid = vUuid AND tag LIKE 'old%';
    END LOOP;
    CLOSE cur;
END $$
DELIMITER ;
CALL migrateTags();

UPDATE SystemTagVO SET tag = CONCAT('v1::', tag);
UPDATE SystemTagVO SET tag = REPLACE(tag, 'ephemeral', 'temporary') WHERE tag LIKE '%ephemeral%';
