-- file: V1__a.sql
DO 0;
-- file: R__a.sql
DO 0;
-- file: R__b.sql
DO 0;
