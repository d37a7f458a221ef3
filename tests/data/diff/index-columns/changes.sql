ALTER TABLE `t` DROP INDEX `k`, ADD KEY `k` (`b`,`c`);
