DROP FUNCTION IF EXISTS `Json_getKeyValue`;
DELIMITER $$
CREATE FUNCTION `Json_getKeyValue`(
    in_JsonArray VARCHAR(4096),
    in_KeyName VARCHAR(64)
) RETURNS VARCHAR(4096) CHARSET utf8
BEGIN
    DECLARE vs_return, vs_KeyName VARCHAR(4096);
    DECLARE vs_JsonArray, vs_json VARCHAR(4096);
    DECLARE vi_pos1, vi_pos2 SMALLINT UNSIGNED;
    SET vs_JsonArray = TRIM(in_JsonArray);
    SET vs_KeyName = TRIM(in_KeyName);
    IF vs_JsonArray = '' OR vs_JsonArray IS NULL
        OR vs_KeyName = '' OR vs_KeyName IS NULL
    THEN
        SET vs_return = NULL;
    ELSE
        SET vs_JsonArray = REPLACE(REPLACE(vs_JsonArray, '[', ''), ']', '');
        SET vs_json = REPLACE(REPLACE(vs_JsonArray, '{', ''), '}', '');
        SET vs_json = CONCAT(',', vs_json, ',');
        IF ISNULL(INSTR(vs_json, CONCAT(',"', vs_KeyName, '":"'))) OR INSTR(vs_json, CONCAT(',"', vs_KeyName, '":"')) = 0 THEN
            SET vs_return = NULL;
        ELSE
            SET vi_pos1 = INSTR(vs_json, CONCAT(',"', vs_KeyName, '":"')) + LENGTH(vs_KeyName) + 5;
            SET vi_pos2 = LOCATE('"', vs_json, vi_pos1);
            SET vs_return = SUBSTRING(vs_json, vi_pos1, vi_pos2 - vi_pos1);
        END IF;
    END IF;
    RETURN(vs_return);
END$$
CREATE FUNCTION countTags(res VARCHAR(32)) RETURNS INT READS SQL DATA NOT DETERMINISTIC SQL SECURITY INVOKER
BEGIN
    DECLARE n INT DEFAULT 0;
    SELECT COUNT(*) FROM SystemTagVO WHERE resourceUuid = res INTO n;
    RETURN n;
END$$
CREATE FUNCTION factorial(n INT) RETURNS BIGINT DETERMINISTIC NO SQL
BEGIN
    DECLARE r BIGINT DEFAULT 1;
    up: WHILE n > 1 DO SET r = r * n, n = n - 1; END WHILE up;
    RETURN r;
END$$
DELIMITER ;
SET @name = Json_getKeyValue('{"name":"vmA","size":"10"}', 'name');
SET @ddl = CONCAT('CREATE TABLE ', @name, '_', factorial(5), ' (id int)');
PREPARE s FROM @ddl;
EXECUTE s;
SET @ddl = CONCAT('CREATE TABLE tags_of_h1_', countTags('h1'), ' (id int)');
PREPARE s FROM @ddl; EXECUTE s; DEALLOCATE PREPARE s;
UPDATE SystemTagVO SET tag = CONCAT(SUBSTRING_INDEX(tag, '::', 1), '::', UPPER(SUBSTRING_INDEX(tag, '::', -1))) WHERE tag LIKE 'hostname::%';
SELECT Json_getKeyValue(tag, 'x'), countTags(resourceUuid) FROM SystemTagVO;
SET @doc = '{"a": {"b": [1, 2, {"c": "deep"}]}, "n": null}';
SET @ddl = CONCAT('CREATE TABLE j_', JSON_UNQUOTE(JSON_EXTRACT(@doc, '$.a.b[2].c')), '_', JSON_LENGTH(@doc), JSON_VALID('{x'), ' (id int)');
PREPARE s FROM @ddl; EXECUTE s; DEALLOCATE PREPARE s;
SET @ddl = CONCAT('CREATE TABLE t_', LPAD(HEX(10), 4, '0'), '_', MD5('a'), ' (id int)'); PREPARE s FROM @ddl; EXECUTE s;
SET @ddl = CONCAT('CREATE TABLE t_', FIELD('b', 'a', 'b'), ELT(2, 'x', 'y'), FIND_IN_SET('c', 'a,b,c'), STRCMP('a', 'b') + 1, GREATEST(1, 5, 3), LEAST('q', 'p'), REVERSE('abc'), LEFT('xyz', 2), RIGHT('xyz', 1), MID('hello', 2, 3), REPEAT('r', 2), ' (id int)'); PREPARE s FROM @ddl; EXECUTE s;
SET @ddl = CONCAT('CREATE TABLE t_', DATE_FORMAT('2020-02-03 04:05:06', '%Y%m%d_%H%i%s'), '_', DATEDIFF('2020-03-01', '2020-02-01'), '_', UNIX_TIMESTAMP('1970-01-02 00:00:00') > 0, '_', TIMESTAMPDIFF(DAY, '2020-01-01', '2020-02-01'), '_', YEAR(DATE_ADD('2019-12-31', INTERVAL 1 DAY)), ' (id int)'); PREPARE s FROM @ddl; EXECUTE s;
SET @ddl = CONCAT('CREATE TABLE t_', CAST('12abc' AS UNSIGNED), '_', CONV('ff', 16, 10), '_', ROUND(2.567, 1) * 10 DIV 1, '_', FLOOR(-1.5) + 10, '_', 7 MOD 3, '_', INET_ATON('10.0.0.1'), '_', BIT_COUNT(7), '_', 1 << 4 | 3, '_', CHAR_LENGTH('åäö'), LENGTH('åäö'), ' (id int)'); PREPARE s FROM @ddl; EXECUTE s;
DROP FUNCTION countTags;
DROP FUNCTION IF EXISTS noSuchFunction;
