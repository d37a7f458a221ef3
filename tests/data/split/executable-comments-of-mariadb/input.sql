select 1;
/*M! select 2 */;
select /*M!100100 3, */ 4;
