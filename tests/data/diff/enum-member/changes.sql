ALTER TABLE `t` MODIFY COLUMN `c` enum('a','b','c') CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL DEFAULT NULL;
