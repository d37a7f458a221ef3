CREATE OR REPLACE SQL SECURITY INVOKER VIEW `v` (`id`) AS select `t`.`id` as `id` from `t` where `t`.`id` > 0;
