CREATE TABLE log (n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what VARCHAR(60) NOT NULL, weight INT NOT NULL DEFAULT 1);
INSERT INTO log (what) SELECT CONCAT('order ', id) FROM orders ORDER BY id;
INSERT INTO log (what) SELECT CONCAT(what, ' again') FROM log ORDER BY n;
UPDATE log SET weight = weight * 2 + 1;
CREATE INDEX by_what ON log (what);
