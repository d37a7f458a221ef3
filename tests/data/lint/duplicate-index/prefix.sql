CREATE TABLE IF NOT EXISTS `PostVO` (
    `id` INT NOT NULL PRIMARY KEY,
    `title` VARCHAR(255) NOT NULL,
    KEY `idxTitle` (`title`),
    KEY `idxTitle20` (`title`(20))
) ENGINE=InnoDB;
