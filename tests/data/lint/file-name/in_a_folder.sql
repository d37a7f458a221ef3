-- file: V1__a.sql
SELECT 1;
-- file: more/second.sql
SELECT 2; -- expect: ST113
