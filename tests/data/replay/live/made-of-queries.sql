-- the types that CREATE TABLE … SELECT makes of sums and unions
create table a (t tinyint, ti tinyint unsigned, s smallint, i int comment 'c', iu int unsigned, b bigint, bu bigint unsigned, d decimal(10,2), f double, v varchar(10) not null, w varchar(12) not null, vn varchar(10) default 'q', dt datetime not null, n int not null, m mediumint unsigned);
create table c1 as select t + 1 x1, ti + 1 x2, s - 1 x3, i + 0 x4, iu + iu x5, b + 1 x6, bu + 0 x7, i * 2 x8, n + n x9, t * t x12, i + d x13, i + 1.5 x14, i / 2 x15, f + 1 x18, v + 1 x19, d * 2 x20, n * n x21, bu - 1 x22, i - t x23, d / 3 x24, n + 1 x26, m + m x27, 1 + 1 x28, 2 * 3.5 x29 from a;
create table c2 as select v, n, dt, vn, i from a union select v, n, dt, vn, i from a;
create table c3 as select v, n, dt, vn from a union all select v, n, dt, vn from a;
create table c4 as select v, t, null as z from a union all select w, i, vn from a;
create table c5 as select upper(v) u, lower(vn) l from a;
