select 1 as `a;b`, 2 as `c``;d`, 3 as `e'f`;
select 4 as `\`;select 5;
