SET SESSION group_concat_max_len = 1048576;
SET @a = 1;
