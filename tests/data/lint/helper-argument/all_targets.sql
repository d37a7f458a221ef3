-- config: {"select": ["helper-argument", "refused-by-target"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- helpers
-- says ID122 error, no fix: mariadb:10.11 error 1072, mysql:8.4 error 1072
-- One cause is told once, with every target that refuses it.
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
CALL CREATE_INDEX('T', 'idxTB', 'bee'); -- expect: ID122
