-- Tables with a history, periods, compressed columns and DEFAULT partitions, which information_schema does not tell of.
-- only: mariadb
create table sv (a int, b int) with system versioning;
-- only: mariadb
create table sv2 (a int, s timestamp(6) generated always as row start, e timestamp(6) generated always as row end, period for system_time(s,e)) with system versioning;
-- only: mariadb
create table sv3 (a int, b int without system versioning) with system versioning partition by system_time (partition p0 history, partition p1 current);
-- only: mariadb
create table sv4 (a int, s timestamp(6) generated always as row start invisible, e timestamp(6) generated always as row end invisible, primary key(a,e), period for system_time(s,e)) with system versioning;
-- only: mariadb
create table sv5 (a int with system versioning, b int, c int without system versioning);
-- only: mariadb
create table sv7 (a int) with system versioning partition by system_time limit 1000 (partition p0 history, partition p1 history, partition pn current);
-- only: mariadb
create table sv8 (a int) with system versioning partition by system_time interval 1 month starts '2026-01-01 00:00:00' (partition p0 history, partition p1 history, partition pn current);
-- only: mariadb
create table sv9 (a int) with system versioning partition by system_time interval 1 day starts '2026-01-01 5:6:7.5' (partition p0 history, partition pn current);
-- only: mariadb
create table ap (a int, d1 date, d2 date, period for p(d1,d2), unique u(a, p without overlaps));
-- only: mariadb
create table ap2 (a int, d1 datetime, d2 datetime, period for p(d1,d2), primary key (a, p without overlaps));
-- only: mariadb
create table co (a int, b text compressed, c varchar(100) compressed default 'x');
create table li0 (a int) partition by list(a) (partition p0 values in (1,2), partition p1 values in (0));
-- only: mariadb
create table li (a int) partition by list(a) (partition p0 values in (1,2,null), partition p1 default);
-- only: mariadb
create table li2 (a int, b int) partition by list columns(a,b) (partition p0 values in ((1,2),(0,0)), partition p1 default);
create table kb (a int, b varchar(20), key k(b) key_block_size=8 comment 'kk', key k2(a) key_block_size=4) row_format=compressed key_block_size=8;
create table kb2 (a int, key k2(a) key_block_size=4);
create table kb3 (a int, key k2(a) key_block_size=1024) engine=myisam;
-- only: mariadb
create table av (a int, b int);
-- only: mariadb
alter table av add system versioning;
-- only: mariadb
create table dv (a int, b int without system versioning) with system versioning;
-- only: mariadb
alter table dv drop system versioning;
-- only: mariadb
create table dp (a int, d1 date, d2 date);
-- only: mariadb
alter table dp add period for p(d1, d2);
-- only: mariadb
create table dq (a int, d1 date, d2 date, period for p(d1, d2));
-- only: mariadb
alter table dq drop period for p;
-- only: mariadb
alter table sv2 add column c int default 5;
-- only: mariadb
alter table ap add column c int, add check (d1 < d2);
-- only: mariadb
alter table co modify b text;
-- only: mariadb
create table li3 like li;
-- only: mariadb
create table hv (a int not null, b int, c int) with system versioning;
-- only: mariadb
alter table hv add d int;
-- only: mariadb
alter table hv add column if not exists a int;
-- only: mariadb
alter table hv drop column if exists zz;
-- only: mariadb
alter table hv modify b bigint;
-- only: mariadb
alter table hv add unique (b);
-- only: mariadb
alter table hv rename column b to bb, add index (c), comment = 'x';
-- only: mariadb
alter table hv add system versioning;
-- only: mariadb
set system_versioning_alter_history = keep;
-- only: mariadb
alter table hv add d int, add primary key (a);
-- only: mariadb
alter table hv drop system versioning;
-- only: mariadb
alter table hv drop system versioning;
-- only: mariadb
alter table hv add system versioning;
