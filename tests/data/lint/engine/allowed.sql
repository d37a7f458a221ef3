-- config: {"rules": {"engine": {"allowed": ["innodb", "memory"]}}}
CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=MEMORY;
