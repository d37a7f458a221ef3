ALTER TABLE `t` ROW_FORMAT=compressed;
