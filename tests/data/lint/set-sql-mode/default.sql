SET sql_mode = '';
SET sql_mode = DEFAULT;
