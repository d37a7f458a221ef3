CREATE TABLE `T` (
    `id` INT NOT NULL, -- expect: CK115
    PRIMARY KEY (`id`)
) ENGINE=InnoDB;
