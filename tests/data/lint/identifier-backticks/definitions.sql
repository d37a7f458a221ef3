CREATE TABLE IF NOT EXISTS HostEO ( -- expect: NQ101
    uuid VARCHAR(32) NOT NULL,
    `date` DATE NULL COMMENT 'the date',
    status VARCHAR(32) NOT NULL DEFAULT 'x',
    PRIMARY KEY (uuid),
    KEY idx (status)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
ALTER TABLE `HostEO` ADD COLUMN a INT, -- expect: NQ101
    CHANGE a b INT AFTER uuid, DROP INDEX idx;
CREATE UNIQUE INDEX ux ON HostEO (b(10) DESC); -- expect: NQ101
CREATE VIEW HostVO AS SELECT h.uuid, UPPER(status) AS s FROM HostEO h; -- expect: NQ101
DROP TABLE IF EXISTS Old1, `Old2`; -- expect: NQ101
