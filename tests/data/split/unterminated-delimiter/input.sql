delimiter //
create procedure p() begin select 1; end;
select 2;
