select 1;
select 2 /* a;
select 3;
