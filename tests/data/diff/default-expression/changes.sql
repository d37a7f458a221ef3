ALTER TABLE `t` MODIFY COLUMN `c` datetime NULL DEFAULT current_timestamp() ON UPDATE current_timestamp();
