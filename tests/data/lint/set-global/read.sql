SET @a = @@GLOBAL.max_connections;
