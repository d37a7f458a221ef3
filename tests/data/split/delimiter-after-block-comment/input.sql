/* a comment */
delimiter //
select 1//
/* another */ delimiter ;
select 2;
