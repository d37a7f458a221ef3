-- config: {"profile": "house", "ignore": ["ST"]}
-- says ID127 error, no fix: its checksum was -31008568 and is -1967878493
-- released: V2.0__a.sql
DO 0;
-- file: V2.0__a.sql
DO 0;
DO 1; -- expect: ID127
