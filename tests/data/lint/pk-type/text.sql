CREATE TABLE `T` (
    `name` VARCHAR(255) NOT NULL, -- expect: CK115
    PRIMARY KEY (`name`)
) ENGINE=InnoDB;
