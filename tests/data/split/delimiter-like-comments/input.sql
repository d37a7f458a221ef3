delimiter --
select 1--
select 2 --
delimiter #
select 3# select 4#
delimiter /*
select 5/* select 6/*
delimiter ;
