-- Tables made under foreign keys that waited for them.
set foreign_key_checks=0;
create table k1 (u int, foreign key (u) references par(u));
set foreign_key_checks=1;
create table par (id int primary key, u bigint unique);
create table par2 (id int primary key, u int);
drop table if exists par;
create table par (id int primary key, u int);
drop table if exists par;
create table par (id int primary key);
drop table if exists par;
create table par (id int primary key, u int unique);
