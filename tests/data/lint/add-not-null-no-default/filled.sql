-- helpers
-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `A` (
    `a` INT NOT NULL PRIMARY KEY,
    `b` INT NULL,
    `name` VARCHAR(64) NULL
) ENGINE=InnoDB;
-- file: V2__s.sql
CALL ADD_COLUMN('A', 'c', 'VARCHAR(64)', 0, NULL);
CALL COPY_COLUMN('A', 'name', 'c');
ALTER TABLE `A` ADD `d` INT NOT NULL;
UPDATE `A` SET `d` = `b` + 1;
