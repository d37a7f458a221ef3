-- The table s, then one expression a line: what CREATE TABLE x SELECT makes of it.
create table s (id int not null auto_increment primary key, a int, b varchar(20) not null default 'x' comment 'hi', `Odd Name` int unsigned default 5, d date, ts timestamp(3) null default current_timestamp(3) on update current_timestamp(3), e enum('p','q') character set latin1 collate latin1_bin default 'p', f decimal(8,3) not null, bl blob, gen int as (a+1) stored) default charset utf8mb4 collate utf8mb4_bin;
id
a
b
`Odd Name`
d
ts
e
f
bl
gen
1
-1
1.5
1e3
'abc'
''
null
true
now()
now(3)
curdate()
current_time
uuid()
count(*)
count(a)
max(a)
max(b)
min(d)
sum(a)
sum(f)
avg(a)
a+1
a*2
a/2
a+f
concat(b,'x')
concat(a,'x')
upper(b)
left(b,3)
ifnull(a,0)
ifnull(b,'x')
coalesce(a,id)
coalesce(b,'zz')
if(a,1,2)
if(a,'x','yyy')
case when a then b else 'x' end
cast(a as char(5))
cast(b as signed)
cast(b as unsigned)
cast(b as date)
cast(b as datetime)
cast(b as decimal(8,2))
length(b)
a = 1
a is null
date(ts)
year(ts)
date_add(ts, interval 1 day)
group_concat(b)
@x
database()
user()
rand()
md5(b)
substring(b,2,3)
replace(b,'a','b')
trim(b)
nullif(a,1)
round(f)
abs(a)
