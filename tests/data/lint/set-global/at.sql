SET @@GLOBAL.max_connections = 100; -- expect: DS120
