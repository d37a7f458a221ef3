-- A table that loses its last key of rows is copied by MariaDB, where a lost column is found before a lost index.
create table p1 (a int not null, b int, unique (a));
create table c1 (b int, foreign key (b) references p1 (a));
alter table p1 drop column a;
alter table p1 drop index a;
alter table p1 modify a int null;
create table p2 (a int not null, b int not null, unique (a), unique (b));
create table c2 (b int, foreign key (b) references p2 (a));
alter table p2 drop column a;
alter table p2 drop index a;
create table p3 (a int, b int not null, c int, primary key (a), unique (b));
create table c3 (b int, foreign key (b) references p3 (a));
alter table p3 drop column a;
alter table p3 drop primary key;
create table p4 (a varchar(20) not null, b int, unique (a(3)), unique u (a));
create table c4 (b varchar(20), foreign key (b) references p4 (a));
alter table p4 drop index u;
alter table p4 drop column a;
-- Foreign keys added with checks off: in place an index is looked for first, then types.
set foreign_key_checks = 0;
create table s1 (a int, b bigint, c int);
alter table s1 add foreign key (b) references s1 (a) on update cascade;
alter table s1 add foreign key (b) references s1 (c);
create table s2 (a int, key (a));
alter table s1 add foreign key (b) references s2 (a);
alter table s1 add key (b);
alter table s1 add foreign key (b) references s2 (a);
create table s3 (a int not null, b bigint, c int, unique u (a));
alter table s3 drop index u, add foreign key (b) references s2 (a);
alter table s3 drop column a, add foreign key (b) references s3 (c);
-- Names that other tables have taken are looked at last by MySQL.
set foreign_key_checks = 1;
create table n0 (a int primary key, b int, c bigint, key (b));
create table n1 (a int, constraint f1 foreign key (a) references n0 (a));
create table n2 (a bigint, constraint f1 foreign key (a) references n0 (a));
create table n3 (a int, constraint f1 foreign key (a) references n0 (a));
create table n4 (a bigint, key (a));
alter table n4 add constraint f1 foreign key (a) references n0 (a);
alter table n1 add constraint f1 foreign key (a) references n0 (c);
-- A foreign key of a column to itself needs two indexes on MySQL, the parent's a unique one.
create table o1 (a int, b int, unique (a, b), unique (a), foreign key (a) references o1 (a));
create table o2 (a int, b int, unique (a), key (a, b), foreign key (a) references o2 (a));
create table o3 (a int primary key, b int, key (a, b), foreign key (a) references o3 (a));
-- The index that rows are kept by may go although foreign keys need it, for all that MariaDB cares.
create table q1 (a int not null, b int not null, c int, unique (a), unique (b), key (c));
create table r1 (b int, foreign key (b) references q1 (a), foreign key (b) references q1 (b));
alter table q1 drop index b;
alter table q1 drop index a, drop index b;
alter table q1 drop index a;
create table q2 (a int primary key, b int, c int not null, unique (c), foreign key (a) references n0 (a));
alter table q2 drop primary key;
-- A table that refers to itself.
create table u1 (a int not null, b int, unique (a));
alter table u1 add constraint g1 foreign key (b) references u1 (a);
alter table u1 drop column a;
alter table u1 drop index a;
set foreign_key_checks = 0;
create table u2 (a int, b int, key (a), key (a, b));
alter table u2 add constraint g2 foreign key (b) references u2 (a);
alter table u2 drop column a;
-- only: mariadb
set foreign_key_checks = 1;
-- only: mariadb
create table u3 (a int, b int, key (a), key (a, b));
-- only: mariadb
alter table u3 add constraint g3 foreign key (b) references u3 (a);
-- only: mariadb
alter table u3 drop column a;
-- The copy of a table without keys of its own needs an index for its foreign keys too.
set foreign_key_checks = 1;
create table w1 (a int primary key, b int, foreign key (a) references n0 (a));
alter table w1 drop primary key;
-- A table like another keeps what was made for foreign keys as such: it goes when another index covers it.
create table w2 (a int, b int, foreign key (b) references n0 (a));
create table w3 like w2;
alter table w3 add index i (b, a);
-- Collations count, checked or not.
set foreign_key_checks = 0;
create table x1 (a varchar(20) collate utf8mb4_bin, b varchar(20) collate utf8mb4_bin, unique (a), key (b));
create table x2 (a varchar(20), foreign key (a) references x1 (b));
create table x3 (a char(5) collate utf8mb4_bin, foreign key (a) references x1 (b));
create table x4 (a varchar(20), foreign key (a) references x5 (a));
-- only: mysql
create table x5 (a varchar(20) collate utf8mb4_bin, unique (a));
-- Added in place, a name that another table has is found last.
set foreign_key_checks = 0;
create table y1 (a int, b int, key (a));
-- only: mariadb
alter table y1 add constraint f1 foreign key (a) references n0 (a);
-- only: mariadb
alter table y1 add constraint f1 foreign key (a) references nope (a);
alter table y1 add constraint f8 foreign key (a) references n0 (a);
alter table y1 add constraint f8 foreign key (b) references n0 (a);
-- only: mariadb
alter table y1 add constraint f9 foreign key (a) references n0 (a), add constraint f9 foreign key (b) references n0 (a);
create table y2 (a double, d mediumtext);
-- only: mariadb
alter table y2 add foreign key (d) references y2 (a);
