SET @old = @@sql_mode;
SET SESSION sql_mode = '';
SET sql_mode = @old;
SET sql_mode = 'ANSI_QUOTES'; -- expect: DS121
