create table a (id int primary key, n varchar(10), x int);
create view v as select * from a;
create view w as select v.id, v.n from v;
alter table a drop x;
select * from v;
select count(*) from w;
select id from v;
create view u as select id from v;
create or replace view w as select v.id from v;
create table cs as select id from v;
insert into v (id) values (1);
-- only: mysql
update v set n = 1;
-- only: mysql
delete from v;
insert into a select id, n from v;
alter table a rename a2;
select * from w;
create view u2 as select id from w;
create or replace view v as select 1 as id;
select * from w;
select * from v;
drop table a2;
create view f as select fn(1) as q;
create view g as select 1 as one from nosuch;
create procedure p() select * from w;
call p();
create view y as select id from w where id in (select id from v);
