-- The whole script runs twice, but not after a stop between the two.
CREATE TABLE `Move` (`a` INT NOT NULL PRIMARY KEY); -- expect: ID101
DROP TABLE IF EXISTS `Move`;
