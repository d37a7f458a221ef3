-- Unnamed foreign keys beside the drop of others, full-text indexes in one statement, columns under generated ones.
create table p1 (a int primary key);
create table c1 (a int primary key, b int, c int, foreign key (a) references p1 (a));
alter table c1 add foreign key (b) references p1 (a), drop foreign key c1_ibfk_1;
alter table c1 drop foreign key c1_ibfk_2, add foreign key (c) references p1 (a);
alter table c1 add foreign key (c) references p1 (a), add foreign key (b) references p1 (a);
create table f1 (a int primary key, b text, c text);
alter table f1 add fulltext (b), add fulltext (c), rename to f1;
alter table f1 add fulltext (b), add fulltext (c), rename to f2;
create table g1 (a int not null, fulltext (a), key (a(5))) partition by range (a) (partition p0 values less than (10));
create table h1 (a int, c int, e int as (c + 1) virtual);
alter table h1 add column e timestamp, drop column c;
alter table h1 modify e int as (a + 1) virtual, drop column c;
