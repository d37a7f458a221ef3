CREATE TABLE IF NOT EXISTS setting (
    name varchar(64) NOT NULL,
    value varchar(255) NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB;
INSERT IGNORE INTO setting VALUES ('a', '1'), ('b', '2');
INSERT INTO setting (name, value) VALUES ('c', '3') ON DUPLICATE KEY UPDATE value = VALUES(value);
INSERT INTO setting (name, value) SELECT 'd', '4' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = 'd');
REPLACE INTO setting (name, value) VALUES ('e', '5');
INSERT INTO setting (name, value) SELECT h.name, h.zone FROM host h LEFT JOIN setting s ON s.name = h.name WHERE s.name IS NULL;
DELETE FROM setting WHERE name = 'f';
INSERT INTO setting VALUES ('f', '6');
INSERT INTO setting VALUES ('g', '7');
INSERT INTO tag SELECT 'first', MIN(id) FROM vm HAVING MIN(id) IS NOT NULL;
