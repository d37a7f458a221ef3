-- The procedure is made anew in front, so that it is always there.
DROP PROCEDURE IF EXISTS `p`;
CREATE PROCEDURE `p`() DO 0;
CALL `p`();
DROP PROCEDURE `p`;
