-- Views of unions, intersections and differences of more than two queries.
create table t(a int);
create view v1 as select a from t union (select 2 union all select 3);
create view v2 as select a from t union (select 2 union select 3);
create view v3 as select a from t union all (select 2 union all select 3);
create view v4 as select a from t union (select 2 union all select 3) union all select 4;
-- only: mariadb
create view v5 as select a from t intersect (select 2 union all select 3);
create view v6 as select a from t union (select 2 except all select 3);
create view v7 as (select a from t union all select 2 limit 3) union select 3;
create view v8 as (select a from t limit 1) union all select 2 union (select a from t order by a limit 2);
create view v9 as with c as (select 1 union all select 2 union select 3) select * from c;
-- only: mariadb
create view v10 as select a from t intersect all select 2 intersect select 3;
create view v11 as select a from t union all values row(1) union table t;
create view v12 as select a from t union all select 2 union select 3 order by 1 limit 2;
create view v14 as select a from t except select 2 except all select 3;
create view w1 as select a from t union all select 2 union select 3;
create view w2 as select a from t union all select 2 union select 3 union all select 4;
create view w3 as select a from t union select 2 union all select 3;
create view w4 as (select a from t union all select 2) union select 3;
create view w5 as select a from t union all (select 2 union select 3);
create view w6 as select a from t union all select 2 except select 3;
create view w7 as select a from t except all select 2 union select 3;
create view w8 as select a from t union all select 2 intersect select 3 union select 5;
create view w9 as select * from (select a from t union all select 2 union select 3) d where a in (select 1 union all select 2 union select 3);
-- only: mariadb
create view w10 as select a from t intersect all select 2 intersect select 3;
create view w11 as select a from t union select 1 union all (select 2 union all select 3 union select 4) union all select 5;
