delimiter ;;
/*!50003 create procedure p() begin select 1; select 2; end */;;
delimiter ;
drop procedure p;
