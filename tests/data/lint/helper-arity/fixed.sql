-- fixed unsafely: CALL `p`(1);
-- fixed unsafely: CALL `q`(NULL, NULL);
-- fixed unsafely: CALL `q`(now(), NULL);
-- fixed unsafely: CALL `r`();
-- file: V1__s.sql
DROP PROCEDURE IF EXISTS `p`;
CREATE PROCEDURE `p`(x INT) DO 0;
DROP PROCEDURE IF EXISTS `q`;
CREATE PROCEDURE `q`(x INT, y INT) DO 0;
DROP PROCEDURE IF EXISTS `r`;
CREATE PROCEDURE `r`() DO 0;
CALL `p`(1, NULL, NULL); -- expect: ID121
CALL `q`; -- expect: ID121
CALL `q`(now()); -- expect: ID121
CALL `r`(NULL); -- expect: ID121
-- says ID121 error, unsafe fix: p
