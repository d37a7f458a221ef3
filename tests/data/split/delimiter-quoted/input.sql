delimiter "a b"
select 1a b select 2a b
delimiter ';'
select 3;
