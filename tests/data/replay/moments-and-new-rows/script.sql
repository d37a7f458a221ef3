-- TIMESTAMP defaults that no TIMESTAMP holds, under any sql_mode, and the alias of new rows.
create table a (t timestamp not null default '1970-01-01 00:00:00');
create table a (t timestamp not null default '1969-12-31');
create table a (t timestamp not null default '2038-01-19 03:14:08');
create table b (t timestamp not null default '2106-02-07 06:28:16');
create table c (t timestamp not null default '2038-01-19 03:14:07', u timestamp not null default '1970-01-01 00:00:01', d datetime not null default '1970-01-01');
alter table c add v timestamp not null default '1970-01-01';
alter table c alter u set default '1970-01-01';
set sql_mode='';
create table e (t timestamp not null default '1970-01-01');
create table e (t timestamp not null default '0000-00-00 00:00:00');
set sql_mode=default;
create table s (a int primary key, b int);
insert into s (a, b) values (1, 2) as new on duplicate key update b = new.b;
insert into s set a = 1, b = 3 as new on duplicate key update b = new.b;
insert into s (a, b) values (1, 2) as new (x, y) on duplicate key update b = y;
create table k (a int, key i (a));
alter table k alter index i invisible;
alter table k alter index i ignored;
