ALTER TABLE `t` DROP INDEX `k2`, ADD KEY `k2` (`a`(5));
