ALTER TABLE `t` MODIFY COLUMN `a` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp();
