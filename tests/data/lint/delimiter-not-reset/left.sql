-- expect-next: SP109
DELIMITER $$
DO 0 $$
