select 1 \N;
select 2;
