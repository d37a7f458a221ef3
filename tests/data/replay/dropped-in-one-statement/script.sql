-- MariaDB drops what it can of a list, and says what the first one that it cannot drop lacks.
create table p (id int primary key);
create table c (id int primary key, p int, foreign key (p) references p (id));
create table o (id int);
drop table p, o, missing, c;
create table o (id int);
drop table o, p;
create table c (id int primary key, p int, foreign key (p) references p (id));
create table o (id int);
create table q (id int primary key, foreign key (id) references o2 (id));
create table r (id int primary key);
create table s (id int primary key, foreign key (id) references r (id));
drop table if exists p, r, o, c, missing;
drop table if exists p, c, r;
