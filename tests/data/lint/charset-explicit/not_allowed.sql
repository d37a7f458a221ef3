-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
-- fixed unsafely: CREATE TABLE `T` (`a` INT NOT NULL) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
-- file: V1__case.sql
ALTER DATABASE CHARACTER SET latin1;
CREATE TABLE `T` (`a` INT NOT NULL); -- expect: CS101
-- says CS101 warning, unsafe fix: character set
