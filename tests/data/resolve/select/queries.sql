-- What CREATE TABLE x AS <query> makes, one a line.
select 1 as x union select 2
select 1 as x union all select 22
select 1 as x union select 'abc'
select 'a' as x union select 'bcd'
select a as x from s union select u from s
select a as x from s union select id from s
select id as x from s union select id from s
select id as x from s union all select null
select null as x union select 5
select null as x union select 'abc'
select ti as x from s union select si from s
select ti as x from s union select 1
select tn as x from s union select tn from s
select bi as x from s union select a from s
select bu as x from s union select a from s
select a as x from s union select 1.5
select d2 as x from s union select dn from s
select d2 as x from s union select 1
select fl as x from s union select db from s
select fl as x from s union select 1
select c as x from s union select v from s
select c as x from s union select c from s
select v as x from s union select vn from s
select v as x from s union select ''
select v as x from s union select vb from s
select tx as x from s union select v from s
select tx as x from s union select tx from s
select tt as x from s union select ''
select bl as x from s union select v from s
select e as x from s union select e from s
select e as x from s union select 'abc'
select da as x from s union select dt from s
select da as x from s union select da from s
select dt as x from s union select now()
select dt as x from s union select ''
select ts as x from s union select ts from s
select ts as x from s union select dt from s
select js as x from s union select js from s
select count(*) as x from s union select 0
select y as x from s union select y from s
select b1 as x from s union select b1 from s
select dan as x, v as z from s union all select dan, v from s
select 1 as x union select 2 union select 333
select x.k as k from (select a+1 as k from s) x
select x.k as k from (select id as k from s) x
select x.k as k from (select count(*) as k from s) x
select x.k as k from (select max(id) as k from s) x
select x.k as k from (select v as k from s) x
select x.k as k from (select concat(v,'x') as k from s) x
select x.k as k from (select 1 as k) x
select x.k as k from (select 'abc' as k) x
select x.k as k from (select now() as k) x
select x.k + 1 as k from (select a+1 as k from s) x
select sum(x.k) as k from (select a+1 as k from s) x
select max(x.k) as k from (select count(*) as k from s group by a) x
select x.k as k, x.n as n from (select a as k, count(*) as n from s group by a) x
select concat(x.k,'y') as k from (select concat(v,'x') as k from s) x
select s.id, x.k from s left join (select id, count(*) as k from s group by id) x on x.id = s.id
select s.id, ifnull(x.k,0) as k from s left join (select id, count(*) as k from s group by id) x on x.id = s.id
with x as (select a+1 as k from s) select k from x
with x as (select a as k from s) select k, k*2 as k2 from x
select * from vw
select n1 from vw
select n1 + 1 as z from vw
select n2, concat(n3,'x') as z from vw
select vw.n1, s.id from s left join vw on vw.id = s.id
select a, count(*) as n from s group by a
select a, count(*) as n from s group by a with rollup
select id, max(a) as n from s group by id
select id, sum(d2) as n from s group by id with rollup
select distinct a, v from s
select a, v from s order by a limit 5
select a as k, (select max(id) from s s2) as m from s
select (select 1) as k
select (select 'abc') as k
select (select v from s limit 1) as k
select (select d2 from s limit 1) as k
select (select dt from s limit 1) as k
select (select ti from s limit 1) as k
select (select count(*) from s s2 where s2.a = s.a) as k from s
select ifnull((select max(id) from s s2),0) as k
select coalesce((select sum(a) from s s2),0) as k from s
select (select name from t2 where t2.id = s.a) as k from s
select (select tx from s s2 limit 1) as k from s
select (select e from s s2 limit 1) as k from s
select (select id from t2 limit 1) + 1 as k
select s.id, t2.name from s left join t2 on t2.id = s.a
select s.id, coalesce(t2.name,'') as nm from s left join t2 on t2.id = s.a
select s.id, concat(t2.name,'-',s.v) as nm from s left join t2 on t2.id = s.a
select s.id, if(t2.id is null, 0, 1) as has from s left join t2 on t2.id = s.a
select t2.id, t2.qty * t2.price as total from t2
select t2.id, sum(t2.qty * t2.price) as total from t2 group by t2.id
select t2.id, round(sum(t2.qty * t2.price),2) as total, count(distinct name) as names from t2 group by t2.id
select year(made) as y, month(made) as m, count(*) as n from t2 group by year(made), month(made)
select date(made) as d, sum(qty) as q from t2 group by date(made)
select id, name, 0 as flag, '' as note, now() as created_at from t2
select id, null as parent from t2
select *, 1 as extra from t2
select t2.*, 'x' as src from t2
select id, upper(name) as un, length(name) as ln, left(name,1) as l1 from t2
select id, md5(name) as h, sha2(name,256) as h2 from t2
select id, cast(qty as char(10)) as q, cast(price as signed) as p from t2
select id, case when qty > 10 then 'high' when qty > 5 then 'mid' else 'low' end as band from t2
select id, case status when 0 then 'new' when 1 then 'open' end as st from t2
select id, date_format(made,'%Y-%m') as ym, unix_timestamp(made) as ut from t2
select id, from_unixtime(qty) as f from t2
select id, timestampdiff(day, made, now()) as age from t2
select min(id) as lo, max(id) as hi, avg(price) as av, std(price) as sd from t2
select name as n, group_concat(id order by id separator ',') as ids from t2 group by name
select qty + 1 as a1, qty - 1 as a2, -qty as a3, qty / 2 as a4, qty % 2 as a5, qty div 2 as a6 from t2
select price * 1.1 as p1, price + qty as p2, price / 3 as p3, round(price) as p4, floor(price) as p5 from t2
select id from t2 where id in (select id from s)
select not status as ns, status = 1 as s1, status is null as s2 from t2
select a.id, b.name from t2 a join t2 b using (id)
select a.name from t2 a natural left join (select id from s) b
select json_object('id', id) as j from t2
select uuid() as u, id from t2
select id, replace(uuid(),'-','') as u from t2
select concat(vl,'x') as k from s
select ifnull(vl,'') as k from s
select upper(vl) as k from s
select repeat(v,30) as k from s
select if(a,vl,'') as k from s
select vl as k from s union select ''
select trim(vl) as k from s
select cast(vl as char) as k from s
select left(vl,550) as k from s
select max(vl) as k from s
select substring(vl,1,520) as k from s
select coalesce(e,es) as k from s
select nullif(vl,'') as k from s
select ifnull(a,id) as k from s
select ifnull(ti,ti) as k from s
select ifnull(ti,si) as k from s
select ifnull(u,u) as k from s
select ifnull(id,a) as k from s
select ifnull(bi,a) as k from s
select ifnull(tn,ti) as k from s
select ifnull(u,bu) as k from s
select ifnull(length(v),0) as k from s
select coalesce(length(v),a) as k from s
select if(a,length(v),0) as k from s
select ifnull(count(a),0) as k from s
select if(count(*) > 1, 'y', 'n') as k from s
select length(lt) as k from s
select replace(v,'a','bbbb') as k from s
select replace(v,'','x') as k from s
select replace(vl,'aa','bbb') as k from s
select replace(vb,'a','bbb') as k from s
select concat(v,u,ti,tn,si,mi,bi,bu,dd) as k from s
select concat(tn) as k from s
select tn + 0 as k, mi + 1 as k2, si * 2 as k3 from s
select if(a,tn,ti) as k from s
select coalesce(tn,0) as k from s
select case when a then tn end as k from s
select concat(12345678) as k, 12345678 as k2, 99999999 as k3, 999999999 as k4, 100000000 as k5
select 1 + 12345678901 as k, 100000 * 100000 as k2, -1 - 1 as k3, 5 * -1 as k4
select d2 * d2 * d2 * d2 * d2 as k, dn * dn * dn * dn as k2 from s
select dn / dn / dn / dn / dn / dn as k from s
select sum(d2) + 1 as k, sum(a) / 2 as k2, avg(d2) * 2 as k3, sum(a) - sum(u) as k4 from s
select count(*) * 1.5 as k, count(*) / count(a) as k2, 100 * count(a) / count(*) as k3 from s
select round(100 * count(a) / count(*), 2) as k, round(avg(d2),1) as k2, round(sum(db),2) as k3 from s
select length(v) + 1 as k, year(dt) + 1 as k2, month(dt) * 2 as k3, length(v) * 2 as k4 from s
select year(dt) - year(da) as k, datediff(dt,da) + 1 as k2, to_days(dt) - to_days(da) as k3 from s
select id & 1 as k, id | a as k2, bu << 2 as k3 from s
select unix_timestamp() - 3600 as k, unix_timestamp(dt) + 1 as k2 from s
select least(a,5) as k, greatest(da,dan) as k2, least(v,vn,'z') as k3, greatest(d2,a) as k4 from s
select (a = 1) + (id = 2) as k, sum(a = 1) as k2, sum(v = 'x') as k3 from s
select concat(a = 1) as k, concat(true) as k2, concat(1 + 1) as k3, concat(sum(a)) as k4, concat(count(*)) as k5 from s
select concat(length(v)) as k, concat(year(dt)) as k2, concat(d2 * 2) as k3, concat(a / 2) as k4, concat(avg(a)) as k5 from s
select ifnull(sum(d2),0) as k, coalesce(sum(a),0.0) as k2, ifnull(avg(a),0) as k3, ifnull(max(dt),now()) as k4, ifnull(max(v),'none') as k5 from s
select truncate(a/3,2) as k, round(a*1.0/3,4) as k2, ceil(a/2) as k3, floor(avg(a)) as k4 from s
select concat('a',null) as k, 1 + null as k2, null = 1 as k3, nullif(null,1) as k4
select x'00' as k, concat(x'00','a') as k2, hex(12) as k3, unhex('41') as k4
select cast(a as signed) + 1 as k, cast(v as unsigned) * 2 as k2, cast(v as decimal(10,2)) * 2 as k3 from s
select date_add(now(), interval 1 day) as k, date_sub('2020-01-01', interval 1 day) as k2, curdate() - interval 1 month as k3
select if(da > '2020-01-01', da, dt) as k, if(1, 'a', 'bb') as k2, if(0, 1, 2.5) as k3, if(id, 1, 2) as k4 from s
select case when id > 1 then 1 else 0 end as k, case id when 1 then 'a' else 'bb' end as k2, case when id then id end as k3 from s
select id, max(a) as m from s
select id, v, d2, count(*) as c from s
select id, row_number() over (order by id) as r from s
select id + 1 as k, row_number() over (order by id) as r from s
select d2 * 2 as k, row_number() over (order by id) as r from s
select id + 1 as k, count(*) as c from s
select id + 1 as k, count(*) as c from s group by id
select concat(v,'x') as k, count(*) as c from s group by v
select id, count(*) as c from s having count(*) > 1
select x.id, x.v, x.c from (select id, v, count(*) as c from s group by id, v) x
select x.id, x.v, x.d2, x.e from (select distinct id, v, d2, e from s) x
select x.id, x.k from (select id, v as k from s limit 5) x
select x.k from (select now() as k from s) x
select x.k from (select now() as k) x
select x.k, x.l from (select e as k, tx as l from s union select e, tx from s) x
select x.k from (select 1 as k union all select 2) x
select x.id, y.id as id2 from (select id from s) x left join (select id from s) y on y.id = x.id
select x.ts, x.dt, x.tn, x.y, x.js, x.b8 from (select ts, dt, tn, y, js, b8 from s) x
select x.ts, x.dt, x.tn, x.y, x.js, x.b8, x.d2, x.c from (select distinct ts, dt, tn, y, js, b8, d2, c from s) x
select v1.n from (select id + 0 as n from s) v1 union select 5
select id as x, v as y from s union select id, name from t2
select id as x, name as y, price as z from t2 union all select id, v, d2 from s
select 'a' as src, id, name from t2 union all select 'bb', id, v from s
select made from t2 union select now()
select qty from t2 union select 1.5
select price from t2 union select qty from t2
select name from t2 union select null
select id from t2 union select id from s
select status from t2 union select 0
select name from t2 union (select v from s order by id limit 3)
select name from t2 where id > 5 union select 'none' order by 1
select distinct concat(name,'x') as k, status from t2
select * from (select t2.id, t2.name, sum(s.a) as total from t2 join s on s.id = t2.id group by t2.id, t2.name) q
select q.name, ifnull(q.total,0) as total from (select t2.id, t2.name, sum(s.a) as total from t2 join s on s.id = t2.id group by t2.id, t2.name) q
with r as (select id, name from t2) select r.id, r.name, s.v from r join s on s.id = r.id
with recursive n as (select 1 as i union all select i + 1 from n where i < 10) select i from n
select a from s intersect select bi from s
select a, v from s intersect select bu, vn from s
select id from s intersect select a from s
select a from s except select id from s
select id from s except select a from s
select v from s except select c from s
select vn from s except select v from s
select v from s intersect select vn from s
select id from s intersect all select id from s
select id from s except all select id from s
select a from s intersect select id from s intersect select ti from s
select id from s union select a from s intersect select ti from s
select id from s union select ti from s except select bi from s
select id from s intersect select id from s union all select ti from s
select da from s intersect select dt from s
select 1 as x intersect select 2
select 'a' as x except select 'bcd'
select d2 from s intersect select a from s
select x from (select a as x from s intersect select id from s) q
select x from (select id as x from s except select a from s) q
with recursive n as (select 1 as i union all select i + 1 from n where i < 10) select i, i + 1 as j, count(*) as c from n group by i
with recursive n (i) as (select 1 union all select i + 1 from n where i < 10) select i from n
with recursive n as (select 'a' as t union all select concat(t, 'b') from n where length(t) < 3) select t from n
with recursive n as (select cast('a' as char(20)) as t union all select concat(t, 'b') from n where length(t) < 3) select t from n
with recursive n as (select id, a, v from s where a is null union all select s.id, s.a, s.v from s join n on s.a = n.id) select * from n
with recursive n as (select id, a, v from s where a is null union select s.id, s.a, s.v from s join n on s.a = n.id) select id, v from n
with recursive n as (select id, 0 as depth, v from s where a is null union all select s.id, n.depth + 1, s.v from s join n on s.a = n.id) select id, depth, v from n
with recursive n as (select 0 as i union all select i + 2 from n where i < 5 union all select i + 1 from n where i < 5) select count(i) as c, max(i) as m from n
with recursive n as (select 0 as i union select i + 2 from n where i < 5 union select i + 1 from n where i < 5) select i from n
with recursive d as (select cast('2020-01-01' as date) as day union all select day + interval 1 day from d where day < '2020-01-05') select day from d
with recursive d as (select date('2020-01-01') as day union all select date_add(day, interval 1 day) from d where day < '2020-01-05') select day, year(day) as y from d
select @vj := @vj + 1 as i, t2.name from t2, (select @vj := 0) q
select @vj := @vj + 1 as i, t2.name from (select @vj := 0) q, t2
select @vj := ifnull(@vj, 0) + 1 as i from t2
select (@vj := @vj + 1) as i, id from s, (select @vj := 0) q
select if(@vk = t2.name, @vj := @vj + 1, @vj := 1) as rank_in, @vk := t2.name as who from t2 order by name
select q.n from (select @vj := 0 as n) q
select @unset := @unset + 1 as i, t2.name from t2, (select @unset := 0) q
