-- Texts whose collations do not go together, in the conditions of changes, in IN and USING, and beside variables.
create table a (u varchar(10) character set utf8mb3 collate utf8mb3_unicode_ci not null primary key, d varchar(10));
create table b (u varchar(10) character set utf8mb3 collate utf8mb3_general_ci not null primary key, acc varchar(10));
create table n (u int, w varchar(10) character set utf8mb4 collate utf8mb4_unicode_ci);
update a, b set a.d = b.acc where a.u = b.u;
update a join b on a.u = b.u set a.d = 1;
update a join b using (u) set a.d = 1;
update a join n using (u) set a.d = 1;
update a join n on n.w = a.u set a.d = 1;
delete a from a left join b on b.u = a.u where b.u is null;
update a set d = 1 where u in (select u from b);
update a set d = 1 where u in (select u from n);
update a set d = 1 where u = (select u from b where acc = 1);
update a set d = 1 where u = (select w from n);
delete from a where u not in (select u from b);
insert into a select u, acc from b where u not in (select u from a);
insert into a select b.u, b.acc from b left join a using (u);
select * from a where u in (select u from b);
insert into a values ('x', 'y');
insert into b values ('x', 'z');
update a, b set a.d = b.acc where a.u = b.u;
delimiter //
create procedure p1() begin declare v varchar(10) character set utf8mb3 collate utf8mb3_unicode_ci; set v = 'x'; update b set acc = 1 where u = v; end//
create procedure p2(v varchar(10) character set utf8mb3 collate utf8mb3_unicode_ci) begin delete from b where u = v; end//
create procedure p4(v varchar(10) character set utf8mb4) begin delete from b where u = v; end//
create procedure p5() begin declare v varchar(10) character set utf8mb3 collate utf8mb3_bin; set v = 'x'; update b set acc = 2 where u = v; end//
delimiter ;
call p1();
call p2('x');
call p4('y');
call p5();
create table isa (u varchar(10));
delimiter //
create procedure q1(v varchar(64) character set utf8mb3 collate utf8mb3_unicode_ci) begin if exists (select 1 from information_schema.columns where table_schema = database() and table_name = v) then drop table isa; end if; end//
create procedure q2(v varchar(64) character set utf8mb4) begin if exists (select 1 from information_schema.columns c where c.table_schema = database() and c.table_name = v) then alter table isa add x int; end if; end//
create procedure q3(v int) begin if exists (select 1 from information_schema.columns where table_schema = database() and ordinal_position = v) then alter table isa add y int; end if; end//
create procedure q4(v varchar(64) character set utf8mb3 collate utf8mb3_general_ci) begin if exists (select 1 from information_schema.tables where table_schema = database() and table_name = v) then alter table isa add z int; end if; end//
create procedure q5(v varchar(64) character set utf8mb3 collate utf8mb3_bin) begin if exists (select 1 from information_schema.tables where table_schema = database() and table_name = v) then alter table isa add z2 int; end if; end//
delimiter ;
call q1('isa');
call q2('isa');
call q3(1);
call q4('isa');
call q5('isa');
