-- Indexes that are renamed or hidden beside the drop of them or of their columns, and which of several faults is said.
create table t (a int, primary key (a));
alter table t drop primary key, rename index `PRIMARY` to i1;
alter table t rename index `PRIMARY` to i1, drop index `PRIMARY`;
alter table t rename index `PRIMARY` to i1;
alter table t rename index `PRIMARY` to i1, drop column zz;
alter table t rename index i1 to `PRIMARY`;
alter table t add key i1 (a), rename index i1 to `PRIMARY`;
create table u (a int, b int, key i1 (a), key i2 (b));
alter table u rename index i1 to `PRIMARY`;
alter table u rename index i1 to `PRIMARY`, drop index i1;
alter table u rename index i1 to `PRIMARY`, drop index zz;
alter table u rename index i1 to `PRIMARY`, drop column zz;
alter table u rename index i1 to `PRIMARY`, drop column a;
alter table u rename index `PRIMARY` to i5;
-- only: mysql
alter table u alter index `PRIMARY` invisible;
-- only: mysql
alter table t alter index `PRIMARY` invisible;
-- only: mysql
alter table t alter index `PRIMARY` invisible, drop primary key;
-- only: mariadb
alter table u alter index `PRIMARY` ignored;
-- only: mariadb
alter table t alter index `PRIMARY` ignored;
-- only: mariadb
alter table t alter index `PRIMARY` ignored, drop primary key;
-- only: mysql
alter table u alter index i1 invisible, drop column a;
-- only: mariadb
alter table u alter index i1 ignored, drop column a;
alter table u rename index i2 to i9, drop column b, add column c int;
create table v (a int, b timestamp null, primary key (a), unique (a, b), unique (b, a));
alter table v drop column b, drop foreign key v_ibfk_1;
alter table v drop foreign key v_ibfk_1, drop column zz;
alter table v drop foreign key v_ibfk_1, rename index zz to z;
alter table v drop foreign key v_ibfk_1, rename index `PRIMARY` to zz;
alter table v drop foreign key v_ibfk_1, drop column a, drop column a;
-- Names of indexes, columns named twice, and lengths.
create table w (a int, b int, key k1 (a, a), key k1 (b));
create table w (a int, b int, key k1 (a, a), key k2 (b), key k1 (b));
create table w (a int, b int, key k1 (a), key k1 (a, a));
create table w (a int, b int, key k1 (z), key k1 (b));
create table w (a int, b int, key k1 (a, a), key k2 (zz));
create table w (a int, b int, key k1 (a(5)), key k1 (a));
create table w (a int, b int, key k1 (a, a), primary key(a), primary key (b));
create table w (a int, b int, key (a, a), key a (a));
create table w (a int, b int, key (a, a), key `primary` (a));
create table w (a int, b varchar(2000), key k2 (a, a), primary key (b, a)) character set utf8mb4;
create table w (a int, b varchar(2000), key k2 (a), key k2 (a), primary key (b)) character set utf8mb4;
create table w (a int, b varchar(2000), key k2 (b), key k2 (a)) character set utf8mb4;
create table w (a int, b varchar(800) not null, c varchar(800), unique x (b, c), key (a, a)) character set utf8mb4;
-- only: mariadb
create table w (a int invisible, key (a(5)), primary key (a));
-- only: mariadb
create table w (a int invisible, b int invisible auto_increment);
-- only: mariadb
create table w (a int invisible, a int invisible, key (a));
-- A foreign key of a table in partitions.
create table x (a int not null, b int) partition by hash (a) partitions 2;
alter table x drop foreign key zz;
alter table x drop foreign key zz, drop column nix;
alter table x drop foreign key zz, add column b int;
-- only: mariadb
alter table x drop foreign key if exists zz;
