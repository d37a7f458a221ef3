DELIMITER $$
CREATE PROCEDURE flow(IN p INT, OUT o VARCHAR(200))
BEGIN
  DECLARE i INT DEFAULT 0;
  DECLARE t VARCHAR(200) DEFAULT '';
  IF p < 0 THEN SET t = 'neg'; ELSEIF p = 0 THEN SET t = 'zero'; ELSE SET t = 'pos'; END IF;
  CASE p WHEN 1 THEN SET t = CONCAT(t, ' one'); WHEN 2 THEN SET t = CONCAT(t, ' two'); ELSE SET t = CONCAT(t, ' other'); END CASE;
  WHILE i < 3 DO SET t = CONCAT(t, ' w', i); SET i = i + 1; END WHILE;
  REPEAT SET i = i - 1; SET t = CONCAT(t, ' r', i); UNTIL i <= 1 END REPEAT;
  l: LOOP
    SET i = i + 1;
    IF i = 3 THEN ITERATE l; END IF;
    IF i > 5 THEN LEAVE l; END IF;
    SET t = CONCAT(t, ' l', i);
  END LOOP l;
  SET o = t;
END$$
CREATE PROCEDURE nocase(IN p INT)
BEGIN
  CASE p WHEN 1 THEN SELECT 'one'; END CASE;
END$$
CREATE PROCEDURE leaving()
b: BEGIN
  SET @seen = 1;
  LEAVE b;
  SET @seen = 2;
END$$
CREATE PROCEDURE scopes(OUT o VARCHAR(50))
BEGIN
  DECLARE x INT DEFAULT 1;
  BEGIN
    DECLARE x INT DEFAULT 2;
    SET x = x + 10;
    SET @inner = x;
  END;
  SET o = CONCAT(x, '/', @inner);
END$$
DELIMITER ;
CALL flow(-1, @o);
SELECT @o;
CALL flow(0, @o);
SELECT @o;
CALL flow(2, @o);
SELECT @o;
CALL nocase(5);
CALL leaving();
SELECT @seen;
CALL scopes(@o);
SELECT @o;
CALL flow(1);
CALL flow(1, 2);
CALL flow('x', @o);
