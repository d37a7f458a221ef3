DROP PROCEDURE IF EXISTS `p`;
CREATE PROCEDURE `p`(x INT) DO 0;
CALL `p`(1, 2); -- expect: ID121
-- says ID121 error, no fix: p
