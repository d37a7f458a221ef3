-- One SELECT of a view a line: accepted and refused ones.
select * from t
select id, a, b from t
select a x, b as y, a+1, 'lit', 1, null from t
select t.*, u.c from t join u on t.id = u.t_id
select * from t join u using (id)
select * from t natural join u
select * from t left join u using (id, a)
select * from t right join u using (id)
select x.a, y.c from t x, u y where x.id = y.t_id
select x.a from t x left join u y on x.id = y.t_id and y.a > 3 where y.id is null
select x.a from t x right join u y on x.id = y.t_id
select x.a, z.z from t x join u y join w z on y.id = z.id on x.id = y.t_id
select x.a, z.z from (t x join u y on x.id = y.t_id) left join w z on z.id = x.id
select x.a, z.z from t x left join (u y join w z on y.id = z.id) on x.id = y.t_id
select A, B from t
select a, count(*) from t group by a
select a, count(*) as n from t group by a having n > 1 order by n desc
select a+1 as p, count(*) n from t group by p order by p
select a+1 as p, count(*) n from t group by a+1 order by 2
select a, b from t group by 1, 2 order by 1
select distinct a from t order by a limit 3
select a from t limit 5, 10
select a from t union select id from u
select a from t union all select id from u order by a
(select a from t limit 1) union all (select id from u order by id limit 2) order by 1
select d.q from (select a as q from t) d
select d.* from (select a as q, b from t where a > 1) as d
select (select max(a) from u where u.t_id = t.id) as m from t
select (select max(u.a) from u where t_id = t.id) from t
select id from t where exists (select * from u where u.t_id = t.id)
select id from t where id in (select t_id from u)
select id from t where not exists (select 1 from u where t_id = t.id) and a is not null
select case when a > 1 then b else 'no' end as k from t
select if(a, b, 'x') c1, ifnull(a, 0) c2, concat(b, '-', a) c3 from t
select sum(a) over (partition by b order by id) s from t
select row_number() over (order by `Odd Name` desc) rn from t
select `Odd Name` from t
select t.`Odd Name` as `odd 2` from t
with c as (select a from t) select * from c
with recursive c (n) as (select 1 union all select n + 1 from c where n < 5) select * from c
with c as (select a, b from t), d as (select a from c) select d.a from d join c using (a)
select aa from base
select * from base where aa > 1
select b.id from base b join t using (id)
select id from t where a between 1 and 5 and b like 'x%'
select date_format(now(), '%Y') yr, curdate() cd from t
select a as `select` from t
select max(id) from t
select count(distinct a, b) from t
select group_concat(b order by id desc separator ';') g from t
select nope from t
select t.nope from t
select x.a from t
select id from t join u on t.id = u.t_id
select t.id from t, t
select * from t, u
select t.id, u.id from t join u on 1
select * from missing
select missing.* from t
select a from t where nope = 1
select a from t group by nope
select a from t order by nope
select a from t having nope > 1
select t.a from t join u on t.id = u.nope
select a from t union select a, id from u
select a a, b a from t
select a, A from t
select 1 as one, t.a from t where t.b = 'it''s'
select trim(b), upper(b), length(b) from t
select a from t use index (primary)
select straight_join t.a from t join u on t.id = u.id
select t.a from t straight_join u on t.id = u.id
select t.a from t join u on t.id = u.id join w on w.id = u.id and w.z > 0 where t.a or u.a
select (a), ((b)) from t
select a as x from t where id > (select avg(id) from t)
select x.a from t x where x.id = (select min(y.id) from t y where y.b = x.b)
select a from t where (id, a) in (select id, a from u)
select a > 1 and b = 'x' as flag from t
select not a as n from t
select a from t for update
select cast(a as char) ch, convert(b using utf8mb4) cv from t
select coalesce(t.a, u.a) from t left join u on u.t_id = t.id
select   a   +   1   from t
select count( * ) from t
select "dq" from t
select t.id as id, u.id as uid, w.z from t, u, w where t.id=u.id and u.id=w.id
select distinct t.b from t order by t.b desc
select t.a from t where t.a = any (select a from u)
select a from t where b = 'a' or b = 'b' and a = 1
select sum(z) total, avg(z) mean from w where z between 1 and 2
select id, a from t order by -a, id + 1
select year(now()) - 1 as ly from t
select interval(a,1,2), a div 2, a mod 3 from t
select * from no_such_database.t
select a.id from t a join t b on a.id = b.a join t c on b.id = c.a where c.b > 'm' order by c.id desc limit 10
select b, max(id) as m, min(a) + 1 as n from t where id > 3 group by b having m > 2 and n < 5 order by n, b desc
select id, (select count(*) from u where u.t_id = t.id and u.c like '%x%') as n from t having n > 0
select t.id, v.n from t left join (select t_id, count(*) as n from u group by t_id) v on v.t_id = t.id
select id from t where a in (1, 2, 3) or b not in ('x', 'y') or a is null or not (b like 'q%')
select distinct t.a, u.c from t cross join u where t.id <> u.id
select id, case a when 1 then 'one' when 2 then 'two' end as word from t where a <=> null
select sum(if(a > 0, 1, 0)) as positive, sum(a is null) as missing from t
select date_add(now(), interval a day) as later, timestampdiff(day, now(), '2030-01-01') as days from t
select char_length(b) + length(b) as n, lcase(b) as low, substr(b, 1, 3) as cut, b regexp '^x' as m from t
select a, rank() over (partition by b order by a desc) as r, lag(a) over (order by id) as p from t
select id from t where exists (select 1 from u where u.t_id = t.id and exists (select 1 from w where w.id = u.id))
(select id from t) union (select id from u) union all (select id from w) order by 1 desc limit 5
select x.n from (select a as n from t union select a from u) x where x.n > 1
select u.* , t.b as tb from u join t on (u.t_id = t.id and t.a is not null) where u.a between 1 and 9
