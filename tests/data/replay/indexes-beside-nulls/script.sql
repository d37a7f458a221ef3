-- Unique indexes while columns come and go as NOT NULL, and foreign keys of a table to itself.
create table t2 (f int, b bigint, c int default 0, primary key (f), unique (c));
create unique index i1 on t2 (f, b);
alter table t2 modify b int unsigned not null;
create table t3 (f int, b bigint, c int default 0, g int, unique (c));
create unique index i1 on t3 (g, b);
alter table t3 modify b bigint not null, modify g int not null;
create table t4 (f int, b bigint not null, c int default 0, g int, unique (c));
alter table t4 add unique i1 (b);
alter table t4 add unique i2 (g), modify g int not null;
create table t5 (a tinyint primary key, b int not null, c blob, key (a), unique (b));
alter table t5 add constraint f1 foreign key (a) references t5(b);
create table t6 (a bigint, b varchar(50), primary key (a), key (a), unique (a), foreign key (a) references t6 (a));
alter table t6 drop index a_2;
create table t7 (a int, b int not null default 0, primary key (a), key (a), unique (b));
alter table t7 add constraint f1 foreign key (b) references t7 (a) on update cascade;
alter table t7 drop column a;
