CREATE TABLE IF NOT EXISTS `PostVO` (
    `id` INT NOT NULL PRIMARY KEY,
    `title` VARCHAR(255) NOT NULL,
    KEY `idxTitle` (`title`),
    FULLTEXT KEY `ftTitle` (`title`)
) ENGINE=InnoDB;
