-- file: V1__a.sql
SELECT 1，2; -- expect: ST106
