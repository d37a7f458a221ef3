-- Options that say nothing, a database named like a keyword, values of ENUM in another character set.
create table o (a int) checksum=0 delay_key_write=0 pack_keys=0 stats_auto_recalc=0;
create table o2 (a int) checksum=1 delay_key_write=1 row_format=default stats_persistent=default pack_keys=default;
alter table o2 checksum=0;
alter database charset = utf8 collate = utf8_general_ci;
alter database charset utf8;
alter database encryption = 'n';
create table e1 (a int, e enum('x','ä'), f set('é','y')) charset latin1;
alter table e1 default character set ascii;
-- only: mariadb
alter table e1 convert to character set utf8mb3;
create table e2 (a int, e enum('x','ä')) charset utf8mb3;
alter table e2 convert to character set utf8mb4;
create table e3 (a int, e enum('x','ä')) charset utf8mb3;
alter table e3 convert to character set latin1;
create table e4 (e enum('x','ä') charset latin1) charset utf8mb3;
alter table e4 convert to character set utf8mb4, modify e enum('x','ö') charset latin1;
create view lost as select nosuch_fn(a) as b from o;
create view kept as select a, count(*) as c from o group by a;
alter table o rename column a to b;
create view over as select c from kept;
create table copied as select c from kept;
