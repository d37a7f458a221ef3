-- file: V5.5__a.sql
DO 0;
-- file: V5.5.1__b.sql
DO 0;
