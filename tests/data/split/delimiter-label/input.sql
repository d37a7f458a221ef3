delimiter $$
create procedure p()
begin
delimiter: loop
leave delimiter;
end loop delimiter;
end$$
delimiter ;
drop procedure p;
