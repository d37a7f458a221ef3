ALTER TABLE `t` ADD KEY `k2` (`c`);
