-- file: V1__s.sql
CREATE TABLE IF NOT EXISTS `N` (`a` BIGINT NOT NULL PRIMARY KEY, `b` INT NULL, `c` TEXT, `d` DECIMAL(10,2), `e` ENUM('x','y'));
-- file: V2__s.sql
ALTER TABLE `N`
    MODIFY `a` INT NOT NULL, -- expect: DS114
    MODIFY `b` INT UNSIGNED NULL, -- expect: DS114
    MODIFY `c` VARCHAR(255) NULL, -- expect: DS114
    MODIFY `d` DECIMAL(10,4), -- expect: DS114
    MODIFY `e` ENUM('x'); -- expect: DS114
