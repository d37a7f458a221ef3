DELIMITER $$
DROP PROCEDURE IF EXISTS addQuota $$
CREATE PROCEDURE addQuota()
BEGIN
    IF NOT EXISTS (SELECT NULL FROM information_schema.columns
        WHERE table_schema = 'cloud' AND table_name = 'AccountVO' AND column_name = 'quota') THEN
        ALTER TABLE AccountVO ADD COLUMN quota bigint NOT NULL DEFAULT 0;
    END IF;
    IF NOT EXISTS (SELECT NULL FROM information_schema.statistics
        WHERE table_name = 'AccountVO' AND index_name = 'idxAccountVOname') THEN
        CREATE INDEX idxAccountVOname ON AccountVO (name);
    END IF;
    IF NOT EXISTS (SELECT NULL FROM information_schema.columns
        WHERE table_schema = 'cloud' AND table_name = 'AccountVO' AND column_name = 'quota') THEN
        ALTER TABLE AccountVO ADD COLUMN description varchar(2048) DEFAULT NULL;
    END IF;
END $$
DELIMITER ;
CALL addQuota();
DROP PROCEDURE IF EXISTS addQuota;
