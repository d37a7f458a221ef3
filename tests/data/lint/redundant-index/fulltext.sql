CREATE TABLE IF NOT EXISTS `T` (
    `id` INT NOT NULL PRIMARY KEY,
    `title` VARCHAR(255) NOT NULL,
    `body` VARCHAR(255) NOT NULL,
    KEY `idxTitle` (`title`),
    FULLTEXT KEY `ft` (`title`, `body`)
) ENGINE=InnoDB;
