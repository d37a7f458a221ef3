-- CREATE OR REPLACE that fails has dropped what it was to replace, but for what is found while it is read.
create table p (a int primary key, b int);
create table r (a int);
-- only: mariadb
create or replace table r (a int, a int);
create table if not exists r2 (a int);
-- only: mariadb
create or replace table r2 (a int default 'x', key (b));
create table if not exists r3 (a int);
set sql_mode = 'NO_ENGINE_SUBSTITUTION';
-- only: mariadb
create or replace table r3 (a int) engine = nope;
create table if not exists r4 (a int);
-- only: mariadb
create or replace table r4 (a int, foreign key (a) references nope (a));
create table if not exists r5 (a int);
-- only: mariadb
create or replace table r5 (a int) select a, zz from p;
create table if not exists r6 (a int);
-- only: mariadb
create or replace table r6 (key (zz)) select a from p;
create table c (a int, foreign key (a) references p (a));
-- only: mariadb
create or replace table p (a int, b int, b int);
create table if not exists r (a int);
-- Triggers: rows that are not there, rows that may not be written to, columns that are not there.
create trigger g1 before insert on r for each row set @x = old.a;
create trigger g1 before insert on nope for each row set @x = old.a;
create trigger g1 before insert on nope for each row set @x = new.a;
create trigger g1 before insert on r for each row set @x = new.zz;
create trigger g1 after update on r for each row set @x = old.zz;
create trigger g1 after update on r for each row set new.a = 1;
create trigger g1 before update on r for each row set old.a = 1;
create trigger g1 before delete on r for each row set @x = (select new.a from p);
create trigger g1 before insert on r for each row insert into p values (new.zz, 1);
create trigger g1 before insert on r for each row insert into nope values (new.a, 1);
create trigger g2 before insert on r for each row set new.a = 1;
-- Things named twice, defaults dropped, invisible columns that must have a default, a primary key to be hidden.
drop table if exists r, r;
drop table nope, nope;
drop view nope, nope;
create table d1 (a int, b timestamp default current_timestamp on update current_timestamp, c datetime default '2020-01-01' on update current_timestamp, g int as (a + 1) stored);
alter table d1 alter b drop default, alter c drop default;
alter table d1 alter g drop default;
create table i1 (a int not null, b int invisible, primary key (b));
create table i2 (a int not null, b int invisible not null);
create table i3 (a int not null, b int invisible auto_increment, primary key (b));
create table i4 (a int, b int invisible);
alter table i4 add primary key (b);
alter table i4 modify b int not null invisible;
-- only: mariadb
alter table p alter index `primary` ignored;
-- only: mysql
alter table p alter index `primary` invisible;
