-- Columns that a star leaves out, and unique indexes that stand in for a primary key. Found by scripts/fuzz --kind wide.
create table t1 (a int invisible, b int);
create table t2 as select * from t1;
create view v as select * from t1;
create table t3 as select * from v;
create table t4 as select * from (select * from t1) x;
create table t5 as select t1.* from t1;
create table t6 as select a, b from t1;
create table t7 as select * from (select a, b from t1) z;
create table k1 (a int not null, b int not null, unique k (a));
-- only: mysql
alter table k1 alter index k invisible;
-- only: mariadb
alter table k1 alter index k ignored;
-- only: mysql
create table k2 (a int not null, b int, unique (b, a), unique (a) invisible);
-- only: mariadb
create table k2 (a int not null, b int, unique (b, a), unique (a) ignored);
-- only: mysql
create table k3 (a int not null, b int not null, unique (b), unique (a) invisible);
-- only: mariadb
create table k3 (a int not null, b int not null, unique (b), unique (a) ignored);
-- only: mysql
create table k4 (a int not null, b int not null, primary key (b), unique k (a) invisible);
-- only: mariadb
create table k4 (a int not null, b int not null, primary key (b), unique k (a) ignored);
alter table k4 drop primary key;
-- only: mysql
create table k5 (a varchar(10) not null, b int not null, unique k (a(3)) invisible);
-- only: mariadb
create table k5 (a varchar(10) not null, b int not null, unique k (a(3)) ignored);
create table k6 (a int, unique k (a));
-- only: mysql
alter table k6 alter index k invisible;
-- only: mariadb
alter table k6 alter index k ignored;
alter table k6 modify a int not null;
-- only: mariadb
alter table k4 drop column nosuch, alter index `PRIMARY` ignored;
-- only: mysql
alter table k4 drop column nosuch, alter index `PRIMARY` invisible;
-- MariaDB lets no check go with a generated column, and finds no constraint that it keeps by a hash.
create table g1 (a int, g int generated always as (a + 1), check (g is not null));
alter table g1 drop column g;
create table h1 (a int, f varchar(3000), unique u (f));
alter table h1 drop constraint u;
