delimiter ab
select 'x' AB ab
delimiter ;
