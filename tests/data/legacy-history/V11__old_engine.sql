CREATE TABLE counter (name VARCHAR(20) NOT NULL PRIMARY KEY, value INT NOT NULL) ENGINE=MyISAM;
INSERT INTO counter VALUES ('a', 1), ('b', 2), ('c', 3);
INSERT INTO counter VALUES ('d', 4);
ALTER TABLE counter ENGINE=InnoDB;
UPDATE counter SET value = value + 1;
