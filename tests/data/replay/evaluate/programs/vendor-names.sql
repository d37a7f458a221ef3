DELIMITER //
-- only: mysql
CREATE FUNCTION column_exists(p VARCHAR(64)) RETURNS INT DETERMINISTIC RETURN 7//
-- only: mariadb
CREATE FUNCTION uuid_to_bin(p VARCHAR(64)) RETURNS INT DETERMINISTIC RETURN 8//
DELIMITER ;
-- only: mysql
SELECT column_exists('x');
-- only: mariadb
SELECT uuid_to_bin('x');
-- only: mysql
SELECT NVL(1, 2);
-- only: mariadb
SELECT REGEXP_LIKE('a', 'b');
