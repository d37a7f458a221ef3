--no space
select 1; --nor here
select 2;
--- three
select 3;
