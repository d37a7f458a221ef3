-- config: {"select": ["ID"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID108 error, safe fix: `a_2`
-- says ID106 error, no fix: `a_2`
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL, `b` INT NOT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
ALTER TABLE `T` ADD UNIQUE (`a`, `b`); -- expect: ID106, ID108
