DELIMITER $$
CREATE FUNCTION plus_one(a INT) RETURNS INT DETERMINISTIC RETURN a + 1$$
CREATE FUNCTION fact(n INT) RETURNS BIGINT DETERMINISTIC
BEGIN
  DECLARE r BIGINT DEFAULT 1;
  WHILE n > 1 DO SET r = r * n; SET n = n - 1; END WHILE;
  RETURN r;
END$$
CREATE FUNCTION short(t VARCHAR(5)) RETURNS VARCHAR(3) DETERMINISTIC RETURN t$$
CREATE FUNCTION has_table(n VARCHAR(64)) RETURNS INT READS SQL DATA
  RETURN (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = n)$$
CREATE PROCEDURE swap(INOUT a INT, INOUT b INT)
BEGIN
  DECLARE c INT DEFAULT a;
  SET a = b, b = c;
END$$
CREATE PROCEDURE nested(IN a INT, OUT o INT)
BEGIN
  DECLARE x INT DEFAULT 1;
  CALL swap(a, x);
  SET o = plus_one(a) * 100 + x;
END$$
CREATE PROCEDURE recurse(IN n INT)
BEGIN
  IF n > 0 THEN CALL recurse(n - 1); END IF;
END$$
CREATE PROCEDURE narrow(IN a VARCHAR(3), IN b TINYINT) SET @narrow = CONCAT(a, b)$$
DELIMITER ;
SELECT plus_one(4), fact(5), plus_one(NULL), short('abc'), has_table('x');
SELECT short('abcd');
SELECT short('abcdef');
SELECT nosuch(1);
SELECT plus_one(1, 2);
SET @a = 1, @b = 2;
CALL swap(@a, @b);
SELECT @a, @b;
CALL nested(7, @o);
SELECT @o;
CALL recurse(1);
SET max_sp_recursion_depth = 5;
CALL recurse(3);
CALL recurse(9);
CALL narrow('abcd', 1);
CALL narrow('abc', 1);
SELECT @narrow;
CALL narrow('abc', 1000);
SET sql_mode = '';
CALL narrow('abcd', 1000);
SELECT @narrow;
CREATE TABLE t (a INT DEFAULT 1);
INSERT INTO t VALUES (plus_one(1));
SELECT a FROM t WHERE a = plus_one(1);
