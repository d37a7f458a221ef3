-- The tables that views.sql reads.
create table t (id int not null auto_increment primary key, a int, b varchar(20) not null default 'x', `Odd Name` int);
create table u (id int not null primary key, t_id int, c varchar(30) character set latin1 default null, a int);
create table w (id int, z decimal(10,2) not null default 1.5);
create view base as select id, a as aa from t;
