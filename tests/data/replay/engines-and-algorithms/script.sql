-- Storage engines that a server has or has not, and the algorithms of their indexes.
create table m (a int not null, b int, primary key using btree (a), key k using btree (b), key h (b)) engine=memory;
create table m1 (a int not null, b int, primary key using hash (a), key k using hash (b), key h (b)) engine=memory;
create table m2 (a int not null, b int, primary key using hash (a), key k using btree (b)) engine=innodb;
create table en (a int) engine=aria;
set sql_mode='';
create table en2 (a int) engine=nosuch;
alter table en2 engine=nosuch;
