-- SHOW CREATE VIEW fails for `mixed` at the end: the collations of its columns have parted
create table a (n varchar(5), m int) charset utf8mb3 collate utf8mb3_general_ci;
create table b (n varchar(5)) charset utf8mb3 collate utf8mb3_general_ci;
create view mixed as select n from a where n <> 'it' union select n from b;
create view plain as select n, m from a;
alter table b convert to character set utf8mb3 collate utf8mb3_unicode_ci;
alter table a drop column m;
