-- Columns named twice beside other faults of columns, foreign keys without columns, defaults of generated columns.
create table t1 (a smallint, b int, primary key (a));
alter table t1 add column (f int primary key, f varchar(70000) null);
alter table t1 add column (f int, f enum('a') default 'b');
alter table t1 add column (f int, f int, g enum('a') default 'b');
alter table t1 add column (f int, f int, g varchar(70000));
create table e1 (f int, f int, g varchar(70000));
create table e1 (g varchar(70000), f int, f int);
create table t2 (a double, e blob not null, key k (a));
alter table t2 add foreign key (zz) references t3 (a), drop primary key;
alter table t2 add foreign key (zz) references t3 (a), drop column xx;
alter table t2 add foreign key (zz) references t3 (a), rename index zz to zzz;
alter table t2 add foreign key (zz) references t3 (a), add column a int;
alter table t2 add foreign key (zz) references t3 (a), add column x int default 'x';
create table t4 (a int, d int as (a + 1) stored);
-- only: mariadb
alter table t4 alter column d set default 'x';
-- only: mariadb
alter table t4 alter column d set default 3;
alter table t4 alter column d set default null;
create table r1 (a int, b int);
create table r3 (a int);
create table r4 (a int);
alter table r1 force, rename to r3, rename to r1;
alter table r1 force, rename to r1, rename to r3;
alter table r1 rename to r3, rename to r5;
alter table r5 rename to r6, rename to r4;
