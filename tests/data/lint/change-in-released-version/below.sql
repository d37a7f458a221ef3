-- released: V2__b.sql
DO 0;
-- file: V1__a.sql
DO 0; -- expect: ID128
-- file: V2__b.sql
DO 0;
