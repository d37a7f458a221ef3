CREATE OR REPLACE VIEW `v` AS select `id`,`b` from `t`;
