CREATE OR REPLACE VIEW `v` (`id`) AS select `t`.`id` as `id` from `t` where `t`.`id` > 0 WITH CASCADED CHECK OPTION;
