CREATE OR REPLACE VIEW `v` (`id`,`b`) AS select `t`.`id` as `id`,`t`.`b` as `b` from `t`;
