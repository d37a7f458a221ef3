select 1\g select 2\G
select 3 \G select '\g';select 4\g;
select `\g` from (select 1 `\g`) t\G
