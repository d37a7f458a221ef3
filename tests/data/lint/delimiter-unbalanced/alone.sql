-- expect-next: SP110
DELIMITER
DO 0;
