-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- fixed: CREATE TABLE `T` (`a` VARCHAR(3) NOT NULL, PRIMARY KEY (`a`)) DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci ENGINE=InnoDB;
-- fixed: CREATE TABLE `S` DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci AS SELECT `a` FROM `T`;
-- file: V1__case.sql
ALTER DATABASE CHARACTER SET utf8mb3;
CREATE TABLE `T` (`a` VARCHAR(3) NOT NULL, PRIMARY KEY (`a`)) ENGINE=InnoDB; -- expect: CS101
CREATE TABLE `S` AS SELECT `a` FROM `T`; -- expect: CS101
-- says CS101 warning, safe fix: character set
