-- CONVERT TO and DEFAULT CHARACTER SET, full-text on engines, IF EXISTS inside ALTER TABLE.
create table a1 (a int, t text, key (a,t));
create table a2 (a int, t tinytext, key (a,t));
create table a3 (a int, t text, key (t,a));
create table a4 (a int, t text character set latin1, key (t,a));
create table a5 (a int, t text, b datetime, unique (a,t));
create table a6 (a int, t text character set latin1, b datetime, unique (a,t,b));
create table a7 (a char(3), t text, b datetime, unique (a,t), unique(a,t,b));
create table a8 (a char(3), t text not null unique, b datetime);
create table a9 (a char(3), t text, b datetime, foreign key (a,t) references a7(a,t), unique (a,t));
create table b1 (a char(3), t text, b datetime, foreign key (a,t) references a7(a,t));
create table b2 (a int, b int, constraint f foreign key (a) references zz(a), constraint f foreign key (b) references zz(a));
create table b3 (a int, b int, constraint f foreign key (a) references zz(a), key f (b));
create table c1 (a datetime(3) default current_timestamp, b datetime(3) default now(3) on update now(3), c timestamp(6) null default now(), d datetime(3) on update now());
create table d1 (a int, b varchar(10));
alter table d1 alter column a set default 5, modify a bigint;
alter table d1 alter column a set default 5, rename column a to c;
alter table d1 rename column a to c, alter column c set default 7;
alter table d1 modify b varchar(10) character set ascii, convert to character set latin1;
alter table d1 add t text character set ascii, add t2 text, convert to character set utf8mb4;
alter table d1 convert to character set latin1;
alter table d1 convert to character set utf8mb4;
alter table d1 default character set latin1;
alter table d1 add c9 varchar(5), charset=utf8mb4;
alter table d1 add c10 varchar(5), charset=latin1, modify b varchar(11);
alter table d1 collate utf8mb4_bin;
create table e1 (a int as (1) virtual, b text, fulltext(b)) engine=memory;
create table e2 (a int as (1) virtual, b int) engine=memory;
create table e3 (a int as (1) virtual, b int) engine=myisam;
create table e4 (a int, fulltext(a)) engine=memory;
create table e5 (a varchar(4), fulltext(a)) engine=memory;
create table e6 (a varchar(4), b text, v varchar(4) as (a) virtual, s varchar(4) as (a) stored, fulltext(s));
create table e7 (a varchar(4), b text, v varchar(4) as (a) virtual, s varchar(4) as (a) stored, fulltext(v));
create table e8 (a int primary key, foreign key (a) references e8(a));
create table e9 (a int, b int, key(a,b), foreign key (a) references e9(a));
create table f1 (a int, b int check (a > 1), primary key (a), foreign key (b) references f1(a) on delete set null);
create table f2 (a int, b int check (b > 1), primary key (a), foreign key (b) references f1(a) on delete set null);
create table f3 (a int, b int check (b > 1), primary key (a), foreign key (b) references f1(a) on delete cascade);
create table f4 (a int, b int check (b > 1), primary key (a), foreign key (b) references f1(a) on update cascade);
create table f5 (a int, b int, primary key (a));
alter table f5 add foreign key (b) references f5(a) on update cascade, add check (b>1);
alter table f5 add constraint ff foreign key (b) references f1(a) on update cascade;
alter table f5 add check (b>1);
create table g1 (a int primary key, b int);
-- only: mariadb
alter table g1 modify if exists b int primary key;
-- only: mariadb
alter table g1 add column if not exists c int unique;
-- only: mariadb
alter table g1 add column if not exists c int unique;
-- only: mariadb
alter table g1 add column if not exists a int unique;
-- only: mariadb
alter table g1 modify if exists c int unique;
