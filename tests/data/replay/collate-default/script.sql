-- MariaDB's COLLATE DEFAULT is that of the character set; MySQL has no such words.
create database apply_default character set latin1 collate default;
drop database apply_default;
create database apply_default collate default;
drop database apply_default;
create database apply_default character set utf8mb4;
create table apply_default.x (a varchar(3) collate default, b varchar(3) character set latin1 collate default) charset latin1 collate default;
alter database apply_default character set utf8 collate default;
create table apply_default.y (a varchar(3) collate default) collate default;
drop database apply_default;
create table t (a varchar(3) collate default, b varchar(4) character set latin1 collate default) charset latin1 collate default;
alter table t convert to character set utf8mb4 collate default;
alter table t collate default, modify b varchar(4) collate default;
