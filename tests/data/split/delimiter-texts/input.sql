delimiter $$
select 1$$
delimiter ;;
select ';', 2;;
delimiter |
select 3|delimiter
select 4|
delimiter @@@
select 5@@@
delimiter ;
select 6;
