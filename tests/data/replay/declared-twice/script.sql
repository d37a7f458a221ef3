-- What one ALTER TABLE says twice: character sets, defaults, index names. Found by scripts/fuzz --kind wide.
create table c1 (b char(5));
alter table c1 convert to character set utf8mb4, default charset = latin1;
create table c2 (b char(5));
alter table c2 default charset = latin1, convert to character set ascii;
create table c3 (b char(5));
alter table c3 convert to character set utf8mb4, collate utf8mb4_bin;
create table c4 (b char(5));
alter table c4 collate latin1_bin, convert to character set latin1;
create table c5 (b char(5));
alter table c5 convert to character set ascii, convert to character set latin1;
alter table c5 charset ascii, charset latin1;
alter table c5 default charset = latin1, collate utf8mb4_bin;
alter table c5 collate latin1_bin, charset utf8mb4;
alter table c5 collate latin1_bin, collate latin1_swedish_ci;
alter table nosuch convert to character set ascii, convert to character set latin1;
create table c6 (b char(5));
alter table c6 convert to character set latin1 collate latin1_bin, convert to character set latin1;
create table c7 (b char(5));
alter table c7 convert to character set latin1, collate utf8mb4_bin;
create table c8 (b char(5));
alter table c8 convert to character set latin1, collate latin1_bin, add c char(3), modify b char(6);
create table d1 (a int default 3);
alter table d1 alter a drop default, alter a drop default;
alter table d1 alter a set default 4, alter a drop default;
create table k1 (a int, key b (a));
alter table k1 rename index b to i1, rename index b to i2;
-- only: mariadb
alter table k1 alter index b ignored, rename index b to i2;
-- only: mysql
alter table k1 rename index b to i1, alter index b invisible;
-- A primary key of a column that is only converted becomes NOT NULL without a word.
create table p1 (a varchar(30) character set latin1);
alter table p1 add primary key (a), convert to character set utf8;
-- MySQL looks at checks and partitions before it sees that the table is there.
create table if not exists p1 (a int, check (e is not null));
create table if not exists p1 (a int check (b > 1));
create table if not exists p1 (a int, check (rand() > 1));
create table if not exists p1 (a int) engine = MyISAM partition by key (a) partitions 2;
create table if not exists p1 (a int, a int, key (zz), foreign key (a) references zz (a));
-- Whether a foreign key can be dropped is a matter of the engine to come, on MySQL.
create table e1 (a int primary key, b int);
alter table e1 engine = myisam, drop foreign key e1_ibfk_1;
create table e2 (a int primary key, b int) engine = myisam;
alter table e2 engine = innodb, drop foreign key e2_ibfk_1;
-- Columns that no partitioning takes, and functions.
create table q1 (a bigint, b text, c mediumtext, d date);
alter table q1 partition by key (c) partitions 2;
alter table q1 partition by hash (c) partitions 2;
alter table q1 partition by hash (length(c)) partitions 2;
alter table q1 partition by range columns (b) (partition p values less than ('x'));
alter table q1 partition by range (to_days(d)) (partition p values less than (700000));
