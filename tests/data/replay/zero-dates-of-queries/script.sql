-- The zero dates that CREATE TABLE ... SELECT gives as defaults, by sql_mode.
create table a1 select now() as at, curdate() d;
create table b1 select curdate() d, now() t union select curdate(), now();
create table c1 select distinct curdate() d, now() t, 1 x;
set sql_mode = 'STRICT_TRANS_TABLES';
create table a2 select now() as at, curdate() d;
create table b2 select curdate() d, now() t union select curdate(), now();
set sql_mode = '';
create table a3 select now() as at, curdate() d, curtime() t, cast('2020-01-01' as datetime) x;
create table b3 select curdate() d, now() t union select curdate(), now();
create table c3 select distinct curdate() d, now() t, 1 x;
set sql_mode = 'NO_ZERO_DATE';
create table a4 select now() as at, curdate() d;
set sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE';
create table b5 select curdate() d, now() t union select curdate(), now();
