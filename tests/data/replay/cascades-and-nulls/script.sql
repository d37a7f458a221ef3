-- Cascades that could write NULL into a NOT NULL column.
create table p (id int primary key, n int, m int not null, unique (n), unique (m));
create table c (a int not null, b int, foreign key (a) references p(n) on update cascade);
create table c (a int not null, b int, foreign key (a) references p(n) on delete cascade);
create table c2 (a int, b int, foreign key (a) references p(n) on update cascade, foreign key (b) references p(m) on update cascade);
alter table c2 modify a int not null;
alter table c2 modify b int not null;
alter table p modify m int null;
alter table p modify n int not null;
alter table p modify n int null;
alter table c add foreign key (a) references p(n) on update cascade;
set foreign_key_checks=0;
alter table c add foreign key (a) references p(n) on update cascade;
alter table c2 modify a int not null;
alter table p modify m int null;
