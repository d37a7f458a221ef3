create temporary table d (
delimiter int, -- a column
  delimiter2 int);
select
delimiter // 2 from d;
select delimiter from d;
