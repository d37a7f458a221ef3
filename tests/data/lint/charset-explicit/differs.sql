-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- fixed unsafely: CREATE TABLE `T` (`a` INT NOT NULL) DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci PARTITION BY HASH (`a`);
-- file: V1__case.sql
CREATE TABLE `P` (`a` VARCHAR(3) NOT NULL, PRIMARY KEY (`a`)) DEFAULT CHARSET=utf8mb3;
CREATE TABLE `T` (`a` INT NOT NULL) PARTITION BY HASH (`a`); -- expect: CS101
-- says CS101 warning, unsafe fix: character set
