-- only: mariadb
CREATE TABLE t (a INT);
DELIMITER $$
-- only: mariadb
BEGIN NOT ATOMIC
  DECLARE i INT DEFAULT 0;
  FOR i IN 1..3 DO INSERT INTO t VALUES (i); END FOR;
  FOR r IN (SELECT a FROM t ORDER BY a) DO SET @last = r.a; END FOR;
END$$
-- only: mariadb
IF (SELECT COUNT(*) FROM t) = 3 THEN CREATE TABLE made (a INT); END IF$$
DELIMITER ;
-- only: mariadb
SELECT COUNT(*), @last FROM t;
-- only: mariadb
SELECT COUNT(*) FROM made;
-- only: mariadb
EXECUTE IMMEDIATE CONCAT('SELECT ', '1 + 1');
-- only: mariadb
SET STATEMENT sql_mode = '' FOR INSERT INTO t VALUES ('abc');
-- only: mariadb
SELECT COUNT(*) FROM t;
