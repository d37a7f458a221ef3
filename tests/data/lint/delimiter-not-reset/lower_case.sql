delimiter //
DO 0 //
delimiter  ;
