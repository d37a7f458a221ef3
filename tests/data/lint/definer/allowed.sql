-- config: {"select": ["definer"], "rules": {"definer": {"allowed": ["app@%"]}}}
DROP PROCEDURE IF EXISTS `p`;
CREATE DEFINER=`app`@`%` PROCEDURE `p`() DO 0;
