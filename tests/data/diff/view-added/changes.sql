CREATE VIEW `v` (`id`) AS select `t`.`id` as `id` from `t`;
