delimiter go
select 1 go
select 2 as ergo
go
delimiter ;
