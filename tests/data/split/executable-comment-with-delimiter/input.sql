/*!40000 select 1; select 2 */;
