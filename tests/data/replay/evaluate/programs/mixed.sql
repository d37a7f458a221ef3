CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, grp VARCHAR(10), v INT);
INSERT INTO t (grp, v) VALUES ('a', 1), ('a', 2), ('b', 3);
DELIMITER $$
CREATE PROCEDURE nested_cursors(OUT o VARCHAR(200))
BEGIN
  DECLARE g VARCHAR(10);
  DECLARE done INT DEFAULT 0;
  DECLARE outer_c CURSOR FOR SELECT DISTINCT grp FROM t ORDER BY grp;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  SET o = '';
  OPEN outer_c;
  outer_loop: LOOP
    FETCH outer_c INTO g;
    IF done THEN LEAVE outer_loop; END IF;
    inner_block: BEGIN
      DECLARE x INT;
      DECLARE inner_done INT DEFAULT 0;
      DECLARE inner_c CURSOR FOR SELECT v FROM t WHERE grp = g ORDER BY v;
      DECLARE CONTINUE HANDLER FOR NOT FOUND SET inner_done = 1;
      OPEN inner_c;
      inner_loop: LOOP
        FETCH inner_c INTO x;
        IF inner_done THEN CLOSE inner_c; LEAVE inner_loop; END IF;
        SET o = CONCAT(o, g, x, ',');
      END LOOP;
    END;
  END LOOP;
  CLOSE outer_c;
END$$
CREATE PROCEDURE counting(OUT a INT, OUT b INT, OUT c INT)
BEGIN
  UPDATE t SET v = v + 1 WHERE grp = 'a';
  SET a = ROW_COUNT();
  DELETE FROM t WHERE v > 100;
  SET b = ROW_COUNT();
  INSERT INTO t (grp, v) VALUES ('c', 9), ('c', 10);
  GET DIAGNOSTICS c = ROW_COUNT;
END$$
CREATE PROCEDURE with_temporary(IN n INT, OUT o INT)
BEGIN
  DECLARE i INT DEFAULT 0;
  DROP TEMPORARY TABLE IF EXISTS scratch;
  CREATE TEMPORARY TABLE scratch (k INT PRIMARY KEY, txt VARCHAR(10) DEFAULT 'x');
  WHILE i < n DO
    SET i = i + 1;
    IF i = 2 THEN SET i = 3; END IF;
    INSERT INTO scratch (k) VALUES (i);
  END WHILE;
  SELECT SUM(k) INTO o FROM scratch;
  DROP TEMPORARY TABLE scratch;
END$$
CREATE PROCEDURE dynamic(IN p_table VARCHAR(64), IN p_value INT, OUT o INT)
BEGIN
  SET @q = CONCAT('SELECT COUNT(*) INTO @found FROM ', p_table, ' WHERE v >= ?');
  SET @p = p_value;
  PREPARE d FROM @q;
  EXECUTE d USING @p;
  DEALLOCATE PREPARE d;
  SET o = @found;
END$$
CREATE FUNCTION early(n INT) RETURNS VARCHAR(10) DETERMINISTIC
BEGIN
  DECLARE i INT DEFAULT 0;
  LOOP
    SET i = i + 1;
    IF i * i >= n THEN RETURN CONCAT('r', i); END IF;
  END LOOP;
END$$
CREATE FUNCTION no_return(n INT) RETURNS INT DETERMINISTIC
BEGIN
  IF n > 0 THEN RETURN 1; END IF;
END$$
CREATE PROCEDURE all_or_nothing(IN fail INT)
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; SET @outcome = 'rolled back'; END;
  START TRANSACTION;
  INSERT INTO t (grp, v) VALUES ('tx', 1);
  IF fail THEN INSERT INTO t (id, grp) VALUES (1, 'dup'); END IF;
  COMMIT;
  SET @outcome = 'committed';
END$$
CREATE PROCEDURE defaults(IN a INT)
BEGIN
  DECLARE b INT DEFAULT a * 2;
  DECLARE c, d VARCHAR(10) DEFAULT CONCAT('v', b);
  DECLARE e TINYINT UNSIGNED DEFAULT 300;
  SET @all = CONCAT_WS(',', a, b, c, d, e);
END$$
CREATE PROCEDURE shadow(IN v INT)
BEGIN
  SELECT COUNT(*) INTO @shadowed FROM t WHERE v = 2;
  SELECT COUNT(*) INTO @column FROM t WHERE t.v = 2;
END$$
CREATE PROCEDURE too_many() BEGIN DECLARE x INT; SELECT v INTO x FROM t; END$$
CREATE PROCEDURE undeclared() BEGIN SELECT 1 INTO @ok; SELECT v INTO @a, @b FROM t WHERE id = 1; END$$
CREATE PROCEDURE leaving_handler()
b: BEGIN
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET @h = CONCAT(IFNULL(@h, ''), 'h');
  SET @h = '';
  INSERT INTO nosuch VALUES (1);
  UPDATE nosuch SET a = 1;
  SELECT * FROM nosuch;
  DROP TABLE nosuch;
  ALTER TABLE nosuch ADD a INT;
  CALL nosuch();
  LEAVE b;
END$$
DELIMITER ;
CALL nested_cursors(@o);
SELECT @o;
CALL counting(@a, @b, @c);
SELECT @a, @b, @c;
CALL with_temporary(5, @o);
SELECT @o;
CALL dynamic('t', 3, @o);
SELECT @o;
CALL dynamic('nosuch', 3, @o);
SELECT early(17), early(0);
SELECT no_return(1);
SELECT no_return(0);
CALL all_or_nothing(1);
SELECT @outcome, (SELECT COUNT(*) FROM t WHERE grp = 'tx');
CALL all_or_nothing(0);
SELECT @outcome, (SELECT COUNT(*) FROM t WHERE grp = 'tx');
CALL defaults(3);
SET sql_mode = '';
SELECT @@sql_mode;
SET sql_mode = DEFAULT;
CALL shadow(2);
SELECT @shadowed, @column;
CALL too_many();
CALL undeclared();
CALL leaving_handler();
SELECT @h;
INSERT INTO t (grp) VALUES ('last');
SELECT LAST_INSERT_ID() > 5;
SET @n = NULL, @z = 5;
PREPARE p FROM 'SELECT ? IS NULL, ? + 1, CONCAT(?, ?)';
EXECUTE p USING @n, @z, @z, @n;
EXECUTE p USING @z;
DROP PREPARE p;
DROP PROCEDURE nested_cursors;
CALL nested_cursors(@o);
DROP PROCEDURE IF EXISTS nested_cursors;
DROP FUNCTION early;
SELECT early(1);
ALTER PROCEDURE counting COMMENT 'changed';
SELECT routine_comment FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_name = 'counting';
