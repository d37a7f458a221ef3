CREATE VIEW `v` AS select `id` from `t`;
