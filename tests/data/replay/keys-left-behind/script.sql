-- MariaDB loses the foreign keys of a table that comes under another name by a copy; those of others stay with the name.
create table p (a int primary key);
create table a1 (a int, b text, key (a), foreign key (a) references p (a));
alter table a1 modify b varchar(20), rename to a2;
create table b1 (a int, b text, key (a), foreign key (a) references p (a));
alter table b1 modify b varchar(20), rename to b2, add foreign key (a) references p (a);
create table c1 (a int, b text, key (a), foreign key (a) references p (a));
alter table c1 add check (a > 1), rename to c2, add foreign key (a) references p (a);
create table d1 (a int primary key, b text, c int, constraint foo foreign key (a) references p (a), foreign key (c) references p (a));
create table d4 (a int, foreign key (a) references d1 (a));
alter table d1 modify b varchar(20), rename to d2, drop foreign key foo, add constraint bar foreign key (a) references p (a), add foreign key (c) references p (a);
insert into d4 values (1);
insert into d4 values (null);
create table e1 (a int primary key, b text, c int, constraint eoo foreign key (a) references p (a));
alter table e1 modify b varchar(20), rename to e1;
alter table e1 add column d int, rename to e2;
create table f1 (a int primary key, b text) engine = myisam;
alter table f1 engine = innodb, rename to f2, add foreign key (a) references p (a);
-- only: mariadb
create table g1 (a int, b text, key (a), constraint goo foreign key (a) references g1 (a));
-- only: mariadb
alter table g1 modify b varchar(20), rename to g2;
create table h1 (a int primary key, b text);
create table h4 (a int, foreign key (a) references h1 (a));
alter table h1 modify b varchar(20), rename to h2;
alter table h4 force;
rename table h2 to h1;
alter table h1 modify b text;
