select 1;
-- a comment
select 2
, 3;
delimiter //
select 4//
delimiter ;
select 'a
b';
