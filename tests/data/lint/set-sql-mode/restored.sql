SET @old = @@sql_mode;
SET SESSION sql_mode = '';
SET sql_mode = @old;
