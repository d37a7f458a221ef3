-- file: V1__a.sql
DROP PROCEDURE IF EXISTS `ADD_COLUMN`;
DELIMITER $$
CREATE PROCEDURE `ADD_COLUMN`(IN tb VARCHAR(64), IN col VARCHAR(64), IN typ VARCHAR(64), IN nullable TINYINT, IN def VARCHAR(64))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = tb AND column_name = col) THEN
        SET @text = CONCAT('ALTER TABLE ', tb, ' ADD COLUMN ', col, ' ', typ, IF(nullable = 0, ' NOT NULL', ' NULL'),
            IF(def IS NULL, ' DEFAULT NULL', CONCAT(' DEFAULT ''', def, '''')));
        PREPARE st FROM @text;
        EXECUTE st;
        DEALLOCATE PREPARE st;
    END IF;
END $$
DELIMITER ;
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NULL) ENGINE=InnoDB;
-- file: V2__b.sql
CALL ADD_COLUMN('A', '`c`', 'INT', 1, NULL); -- expect: ID123
