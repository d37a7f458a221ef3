-- MariaDB stores and indexes no generated column whose value sql_mode or lc_time_names would change; MySQL does.
create table a1 (b char(5), c varchar(20) generated always as (concat(b, 'x')) stored);
create table a2 (b char(5), c int generated always as (b = 'x') stored);
create table a3 (b char(5), c varchar(20) generated always as (rtrim(b)) stored);
create table a4 (b char(5), c varchar(20) generated always as (lower(trim(b))) stored);
create table a5 (b char(5), c varchar(20) generated always as (upper(b)) stored);
create table a6 (b char(5), c int generated always as (b is not null) stored);
create table a7 (b char(5), c char(5) generated always as (b) stored);
create table a8 (b char(5), c varchar(5) generated always as (b) stored);
create table a9 (b char(5), c int generated always as (case b when 'x' then 1 else 0 end) stored);
create table b1 (b char(5), c int generated always as (case when b = 'x' then 1 else 0 end) stored);
create table b2 (b char(5), c int generated always as (b in ('x', 'y')) stored);
create table b3 (b char(5), c int generated always as (b like 'x%') stored);
create table b4 (b char(5), c int generated always as (b between 'a' and 'b') stored);
-- only: mariadb
create table b5 (b char(5), c varchar(50) generated always as (trim(leading from b)) stored);
create table b6 (b char(5), c varchar(50) generated always as (trim(trailing 'x' from b)) stored);
create table b7 (b char(5), c varchar(50) generated always as (md5(b)) virtual, key (c));
create table b8 (b char(5), c varchar(50) generated always as (md5(b)) virtual);
create index i on b8 (c);
alter table b8 add unique (c);
create table b9 (b varchar(5), c varchar(50) generated always as (md5(b)) stored);
alter table b9 modify b char(5);
alter table b9 add d char(3), alter column d set default 'x';
create table c1 (b char(5), check (length(b) > 1));
create table c2 (b char(5), c int generated always as (not (b = 'x' and (b) <> 'y')) stored);
create table d1 (a int unsigned, c int generated always as (a - 1) stored);
create table d2 (a int unsigned, c int generated always as (a + 1 - 2) stored);
create table d3 (a int unsigned, c int generated always as (cast(a as signed) - 2) stored);
create table d4 (a int unsigned, c decimal(10,1) generated always as (a - 1.5) stored);
create table d5 (a decimal(5,2) unsigned, c int generated always as (a - 1) stored);
create table d6 (a int unsigned, c int generated always as (a + 1) stored);
create table e1 (b date, c varchar(20) generated always as (date_format(b, '%Y')) stored);
-- only: mariadb
create table e2 (b date, c varchar(20) generated always as (date_format(b, '%Y', 'en_US')) stored);
create table e3 (b date, c varchar(20) generated always as (dayname(b)) virtual, key (c));
create table e4 (b date, c date generated always as (curdate()) virtual);
alter table e4 add key (c);
-- MySQL 9.6 has MD5 and SHA1 no longer built in.
create table f1 (b char(5), c varchar(50) generated always as (sha1(b)) virtual);
create table f2 (b char(5), c varchar(99) generated always as (sha2(b, 256)) virtual);
create table f3 (b varchar(5), check (md5(b) <> 'x'));
create table f4 (b varchar(40) default (sha1('x')));
-- MariaDB sets the default of a column that the same statement adds or moves.
create table g1 (b varchar(5));
alter table g1 add d char(3), alter column d set default 'x';
alter table g1 alter column e set default 'x', add e char(3);
alter table g1 change b b char(4) first, alter column b set default 'x';
alter table g1 modify b char(3), alter column b set default 'y';
