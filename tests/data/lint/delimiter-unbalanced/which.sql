-- fixed unsafely: DELIMITER ;
-- file: V1__a.sql
DELIMITER $$
DO 0 $$
-- expect-next: SP110
DELIMITER
