-- config: {"select": ["refused-by-target", "not-null-default-null"], "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says PO199 info, no fix: because of an earlier refusal: 1146
-- What misses a table that the server refused to make is a consequence, and no fault of its own.
CREATE TABLE IF NOT EXISTS `EventVO` (
    `id` INT NOT NULL PRIMARY KEY,
    `a` INT NOT NULL DEFAULT NULL -- expect: TY104
) ENGINE=InnoDB;
INSERT INTO `EventVO` (`id`, `a`) VALUES (1, 1); -- expect: PO199
ALTER TABLE `EventVO` ADD COLUMN `b` INT NULL; -- expect: PO199
