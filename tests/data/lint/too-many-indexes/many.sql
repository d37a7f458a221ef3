CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`), KEY `k0` (`id`), KEY `k1` (`id`), KEY `k2` (`id`), KEY `k3` (`id`), KEY `k4` (`id`), KEY `k5` (`id`), KEY `k6` (`id`)) ENGINE=InnoDB;
ALTER TABLE `T` ADD INDEX `k8` (`id`); -- expect: CK120
