DELIMITER $$
DO 0 $$
DELIMITER ;
-- expect-next: SP109
delimiter //
DO 1 //
