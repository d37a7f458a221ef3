delimiter // -- a comment
select 1//
delimiter ; # back
select 2;
