CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`), KEY `a` (`id`)) ENGINE=InnoDB;
