CREATE TABLE `t` (
  `id` int NOT NULL,
  `a` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'x',
  `b` int NULL DEFAULT NULL,
  `c` int NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `k` (`b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE VIEW `z` (`id`) AS select `t`.`id` as `id` from `t`;
CREATE VIEW `a` (`id`) AS select `z`.`id` as `id` from `z`;
