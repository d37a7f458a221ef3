-- The order of unique indexes, and fractions of a second in defaults.
create table t1 (a int not null unique, b int, unique (a));
create table t2 (a int not null unique, b int, unique (a), primary key (a)) engine=myisam;
create table t3 (a float not null unique, b int, primary key (a), unique (a)) engine=myisam;
create table t3b (a float not null unique, b int, primary key (a), unique (a));
create table t4 (a float unique, b int, primary key (a), unique (a)) engine=myisam;
create table t5 (a int auto_increment primary key, b int);
alter table t5 alter column a set default 5;
create table f1 (a time default 5.5, b datetime default '2000-01-01 10:00:00.6', c time(2) default '1:2:3.456', d time default -1);
