-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE OR REPLACE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)); -- expect: PO103
CREATE SEQUENCE `s`; -- expect: PO103
DELETE FROM `T` WHERE `a` = 1 RETURNING `a`; -- expect: PO103
