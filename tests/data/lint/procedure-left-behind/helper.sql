-- file: V1__s.sql
DROP PROCEDURE IF EXISTS `p`;
CREATE PROCEDURE `p`() DO 0;
CALL `p`();
-- file: V2__s.sql
CALL `p`();
