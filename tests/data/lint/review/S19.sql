-- config: {"profile": "house", "ignore": ["ST"]}
-- released: V2.0__a.sql
DO 0;
-- file: V2.0__a.sql
DO 0;
DO 1; -- expect: ID127
