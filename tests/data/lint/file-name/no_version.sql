-- file: V1__a.sql
SELECT 1;
-- file: fix.sql
SELECT 2; -- expect: ST113
