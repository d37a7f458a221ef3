-- Procedures are called by CALL, where nothing is built in.
DROP PROCEDURE IF EXISTS `version`;
CREATE PROCEDURE `version`() DO 0;
