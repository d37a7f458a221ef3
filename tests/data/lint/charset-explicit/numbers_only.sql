CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`)); -- expect: CS101
