-- file: V1__a.sql
SELECT 1;
-- file: V1.1__b_c.sql
SELECT 2;
-- file: R__views.sql
SELECT 3;
