-- A foreign key for a table with a unique key by hash, which MariaDB copies: it says 1005, not 1822.
create table t2 (a int, b timestamp null, c decimal(10,2), unique (b, c));
alter table t2 modify b blob not null;
set foreign_key_checks = 0;
alter table t2 add foreign key (b) references t2 (b);
create table t3 (a int, b blob not null, c decimal(10,2), unique (b, c), key (a));
alter table t3 add foreign key (a) references t3 (c);
create table t4 (a int, b int not null, key (a));
alter table t4 add foreign key (a) references t4 (b);
