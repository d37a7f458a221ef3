-- config: {"rules": {"table-comment": {"columns": true}}}
CREATE TABLE `T` (
    `a` INT NOT NULL COMMENT 'why',
    `b` INT NULL, -- expect: ST108
    PRIMARY KEY (`a`)
) COMMENT 'what';
ALTER TABLE `T` ADD COLUMN `c` INT NULL; -- expect: ST108
