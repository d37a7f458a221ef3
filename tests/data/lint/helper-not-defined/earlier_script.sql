-- file: V1__a.sql
DROP PROCEDURE IF EXISTS `p`;
CREATE PROCEDURE `p`() DO 0;
-- file: V2__b.sql
CALL `p`();
