-- A heap of files follows no pattern.
-- file: a.sql
SELECT 1;
-- file: b.sql
SELECT 2;
