-- What CREATE TABLE x AS SELECT <expression> FROM s makes, one a line; the files beside hold the servers' answers.
max(bi)
max(vb)
max(bn)
max(js)
min(a)
min(db)
min(fl)
min(tx)
min(dt)
avg(a)
avg(vb)
avg(txn)
avg(vbin)
group_concat(bi)
group_concat(vb)
group_concat(tx)
group_concat(bl)
group_concat(y)
count(a)
count(c)
count(vb)
count(tt)
count(tx)
count(vbin)
any_value(db)
any_value(txn)
any_value(bl)
stddev(vn)
stddev(tm)
stddev(e)
stddev(js)
stddev(b8)
bit_or(a)
bit_or(vn)
bit_or(es)
max(1)
sum(dd)
sum(1)
sum(1.5)
sum(distinct fl)
sum(distinct 1.5)
std(dt)
std(null)
bit_and(id)
bit_and(a)
bit_and(bi)
bit_and(dt)
count(distinct a)
count(distinct 1)
max(ts3)
min(dan)
min(t3)
count(*)
sum(a*2)
sum(d2*a)
sum(if(a,1,0))
sum(case when a then 1 else 0 end)
sum(a = 1)
avg(a*2)
count(distinct a, v)
group_concat(distinct v order by v separator ';')
group_concat(a,':',v)
max(concat(v,'x'))
max(a + 1)
ifnull(max(id),0)
ifnull(max(id),0) + 1
coalesce(sum(a),0)
coalesce(max(a),0) + 1
count(*) * 2
count(*) + 1
count(*) / 2
sum(a) / count(*)
round(avg(a),2)
round(sum(d2) / 3, 2)
json_arrayagg(a)
json_objectagg(v,a)
row_number() over (order by id)
rank() over (order by a)
count(*) over ()
sum(a) over (partition by v)
max(v) over ()
lag(a) over (order by id)
lag(v,1,'x') over (order by id)
lead(id,1,0) over (order by id)
first_value(v) over (order by id)
ntile(4) over (order by id)
nth_value(a,2) over (order by id)
percent_rank() over (order by id)
1234567890
.5
''
null
true
'abc' collate utf8mb4_bin
-'1'
not a
tn
b1
vc
txn
mb
da
dt
st
js
id + 1
id * 2.5
2 * id
2 / id
id div 2.5
a + 1
a * 2.5
a % 2.5
u + 2.5
2 - u
2 / u
2 + ti
2 / ti
ti % 2.5
ti div 1
ti mod 1
2 / tn
tn % 1
2 div tn
bi * 1
2 * bi
2 + bu
bu - 2.5
bu / 2.5
2 / bu
2 % d2
d2 div 1
dn - 2.5
dn % 2.5
2 mod dn
dd + 1
dd + 2.5
2 - dd
dd * 2.5
2 * dd
dd / 2.5
dd div 2.5
2 div dd
2 + fl
2 div fl
db - 1
db * 1
db / 2.5
2 % db
db div 1
db div 2.5
b8 - 1
2 - b8
b8 div 2.5
v + 1
tx * 1
2 * tx
2 + da
da mod 1
2 + tm
tm - 1
tm - 2.5
tm * 2.5
tm / 2.5
2 % tm
t3 - 1
t3 - 2.5
2 % t3
t3 div 1
2 mod dt
dt6 - 1
y * 1
2 - e
2 mod e
a % a
a - u
a % u
a % bi
bi - bu
d2 + dn
d2 + d2
d2 % d2
a + db
fl * a
v * a
ti * si
ti / si
ti div si
dt - dt
tm / tm
tm div tm
dn2 + a
dn2 % a
1 - 1
a < 1
v like 'x%'
v not like 'x'
a in (select 1)
isnull(a)
concat(lt)
concat(vbin)
concat(st)
concat(fl,'x')
concat(v,'x')
concat(vn,'x')
concat(tx,'x')
concat(da,'x')
concat(y,'x')
concat(st,'x')
concat(fl,'é',1)
concat(mt,'é',1)
concat(tm,'é',1)
concat(dt,'é',1)
concat(e,'é',1)
concat_ws(',',db,'b')
concat_ws(',',fl,'b')
concat_ws(',',v,'b')
concat_ws(',',vn,'b')
concat_ws(',',tx,'b')
concat_ws(',',mt,'b')
upper(fl)
upper(tt)
upper(vbin)
lower(a)
lower(tx)
trim(db)
trim(tt)
trim(lt)
trim(lb)
ltrim(db)
ltrim(lt)
ltrim(tm)
ltrim(b8)
reverse(bn)
left(c,3)
right(vb,3)
right(dt6,3)
right(js,3)
substring(vb,2)
substring(vbin,2)
substring(da,2)
substring(y,2)
substring(a,2,3)
substring(c,2,3)
substring(vn,2,3)
substring(vb,2,3)
substring(es,2,3)
substr(bl,-2)
mid(bi,1,2)
mid(tt,1,2)
mid(vbin,1,2)
replace(v,'a','bb')
replace(bn,'a','bb')
replace(lb,'a','bb')
replace(y,'a','bb')
lpad(d2,5,'0')
lpad(bn,5,'0')
lpad(lb,5,'0')
lpad(y,5,'0')
lpad(e,5,'0')
lpad(b8,5,'0')
rpad(vb,40,' ')
rpad(lt,40,' ')
rpad(dt,40,' ')
repeat(vn,2)
repeat(lt,2)
repeat(da,2)
repeat(tm,2)
insert(vn,1,2,'xx')
insert(lt,1,2,'xx')
insert(dt6,1,2,'xx')
quote(bi)
quote(db)
quote(bl)
quote(lb)
hex(fl)
hex(vb)
length(a)
length(bi)
length(fl)
length(bn)
length(y)
length(b8)
char_length(vc)
char_length(mt)
char_length(bn)
char_length(vbin)
char_length(tm)
md5(vbin)
md5(bl)
sha1(d2)
sha1(tt)
sha1(mt)
sha1(tm)
sha2(bi,256)
sha2(vb,256)
sha2(txn,256)
sha2(e,256)
crc32(es)
ifnull(fl,0)
ifnull(mt,0)
ifnull(lt,0)
ifnull(js,0)
ifnull(mt,'x')
ifnull(vbin,'x')
ifnull(bl,'x')
ifnull(st,'x')
coalesce(mt,'zz')
coalesce(lb,'zz')
coalesce(tm,'zz')
nullif(vn,'x')
nullif(da,'x')
nullif(dt,'x')
nullif(dt6,'x')
cast(a as char)
cast(vn as char)
cast(tm as char)
cast(vbin as char(5))
cast(dt as char(5))
cast(dt6 as char(5))
cast(e as char(5))
cast(a as signed)
cast(db as signed)
cast(v as signed)
cast(vb as signed)
cast(mt as signed)
cast(lt as signed)
cast(dt as signed)
cast(es as signed)
cast(a as unsigned)
cast(fl as unsigned)
cast(v as unsigned)
cast(vb as unsigned)
cast(bn as unsigned)
cast(c as decimal(8,2))
cast(tx as decimal(8,2))
cast(txn as decimal(8,2))
cast(lt as decimal(8,2))
cast(dt6 as decimal(8,2))
cast(st as decimal(8,2))
cast(js as decimal(8,2))
cast(vc as binary)
cast(dt as date)
cast(y as date)
cast(a as datetime)
cast(fl as datetime)
cast(vb as datetime)
cast(tt as datetime)
cast(txn as datetime)
convert(fl using utf8mb4)
convert(dt6 using utf8mb4)
convert(st using utf8mb4)
convert(c using latin1)
convert(da using latin1)
convert(tm using latin1)
convert(e using latin1)
vc collate utf8mb4_bin
txn collate utf8mb4_bin
da collate utf8mb4_bin
binary v
binary vn
binary vb
binary b8
locate('x',tm)
instr(fl,'x')
instr(c,'x')
instr(v,'x')
instr(vc,'x')
position('x' in bi)
position('x' in mt)
position('x' in lt)
position('x' in da)
strcmp(mt,'x')
strcmp(da,'x')
strcmp(js,'x')
strcmp(b8,'x')
ascii(vbin)
ascii(bl)
ascii(lb)
greatest(fl,1)
greatest(vn,1)
greatest(dt6,1)
least(lt,'a')
least(bn,'a')
if(a,st,1)
if(a,b8,1)
if(a,lt,'abc')
if(a,bl,'abc')
if(a,lb,'abc')
if(a,st,'abc')
if(a,txn,null)
if(a,lb,null)
case when a then fl end
case when a then v end
case when a then txn end
case when a then vn else 'x' end
case when a then st else 'x' end
case when a then b8 else 'x' end
case a when 1 then vc else 0 end
case a when 1 then vbin else 0 end
case a when 1 then bl else 0 end
to_base64(fl)
to_base64(vb)
to_base64(vc)
to_base64(bn)
to_base64(tm)
to_base64(dt6)
json_object('a',vn)
json_object('a',txn)
json_object('a',lt)
substring_index(mt,',',1)
substring_index(st,',',1)
substring_index(js,',',1)
substring_index(b8,',',1)
unhex(d2)
unhex(tx)
unhex(da)
unhex(tm)
elt(1,v,'x')
elt(1,tx,'x')
elt(1,bn,'x')
elt(1,y,'x')
elt(1,es,'x')
elt(1,js,'x')
field(db,'a')
field(v,'a')
field(y,'a')
find_in_set(tm,'a,b')
regexp_substr(db,'a')
regexp_substr(vc,'a')
regexp_substr(vbin,'a')
inet_aton(d2)
inet_aton(lt)
inet_aton(y)
to_days(bi)
to_days(vc)
to_days(vbin)
to_days(st)
to_days(js)
abs(id)
abs(d2)
abs(db)
round(u)
round(bi)
round(db)
round(dt)
round(1.5,1)
round(bu,-1)
round(null,-1)
sqrt(dt)
pow(dn,2)
mod(id,3)
mod(ti,3)
mod(db,3)
mod(v,3)
sign(a)
sign(dn)
sign(1)
format(id,2)
format(bu,2)
rand(dn)
rand(1.5)
ln(id)
ln(d2)
ln(1.5)
log10(dd)
log10(db)
sin(a)
sin(d2)
bin(u)
bin(ti)
bin(bi)
char(dn)
char(db)
char(v)
greatest(dn,2)
least(a,1.5)
ifnull(dn,0)
ifnull(dd,0)
ifnull(1,0)
ifnull(dn,1.5)
ifnull(dd,1.5)
ifnull(v,1.5)
ifnull(bu,1e0)
ifnull(dd,1e0)
ifnull(db,1e0)
coalesce(db,0)
coalesce(a,id)
coalesce(u,id)
coalesce(fl,id)
coalesce(1.5,id)
coalesce(u,a,bu)
coalesce(bu,a,bu)
coalesce(dd,a,bu)
if(a,u,0)
if(a,d2,0)
if(a,dd,0)
if(a,dt,0)
if(a,bi,1.5)
if(a,null,1.5)
if(a,v,db)
nullif(a,1)
nullif(dn,1)
nullif(1,1)
nullif(null,1)
nullif(a,0)
nullif(u,0)
nullif(bu,0)
case when a then id else 0 end
case when a then ti else bi end
case when a then 1 else d2 end
case when a then 1 else dt end
cast(id as decimal)
cast(ti as decimal)
cast(bu as decimal)
cast(d2 as decimal)
cast(dn as decimal)
cast(db as decimal)
cast(v as decimal)
cast(d2 as double)
cast(db as double)
cast(1.5 as double)
cast(a as float)
cast(fl as float)
cast(u as char(3))
cast(fl as char(3))
cast(db as char(3))
cast(v as char(3))
cast(bu as time)
cast(1.5 as time)
cast(bu as datetime(3))
cast(a as json)
cast(dd as json)
cast(null as json)
cast(u as year)
cast(bi as year)
lpad(1.5,10,'0')
inet_ntoa(d2)
inet_ntoa(dd)
inet_ntoa(db)
inet_ntoa(1)
from_unixtime(a)
from_unixtime(u)
from_unixtime(d2)
from_unixtime(1.5)
from_unixtime(null)
sec_to_time(id)
sec_to_time(a)
sec_to_time(1.5)
from_days(1.5)
makedate(dn,1)
makedate(v,1)
maketime(bi,1,1)
maketime(d2,1,1)
date(dan)
date(dt)
date(vn)
date(a)
date('2020-01-02 10:11:12')
time(t3)
time(y)
time(a)
time(now())
year(dt)
month(dan)
month(a)
month('2020-01-02 10:11:12')
month(now())
day(dt)
day('2020-01-02 10:11:12')
dayofmonth(tm)
dayofmonth(ts)
dayofmonth(ts3)
dayofmonth('2020-01-02 10:11:12')
dayofmonth(curdate())
hour(dan)
hour(dt)
hour(dt6)
hour(ts3)
hour('2020-01-02 10:11:12')
minute(dt)
second(dt)
microsecond(t3)
microsecond(dtn)
microsecond(ts)
microsecond(v)
quarter(tm)
quarter(dt)
quarter(ts3)
quarter('2020-01-02')
quarter(curdate())
week(dt)
week(y)
week(v)
weekday(dan)
weekday('2020-01-02')
weekday(curdate())
dayofweek(tm)
dayofweek(dt)
dayofweek(dtn)
dayofweek(vn)
dayofyear(da)
dayofyear(dt)
dayofyear(vn)
dayofyear(curdate())
dayname(dt)
dayname(v)
last_day(v)
date_add(da, interval 1 day)
date_add('2020-01-02', interval 1 day)
date_add(dt6, interval 1 hour)
date_sub(tm, interval 1 second)
date_sub(vn, interval 1 second)
date_add(da, interval 1 microsecond)
date_add(dt, interval 1 microsecond)
date_add(ts, interval 1 microsecond)
date_add(vn, interval 1 microsecond)
date_add('2020-01-02 10:11:12', interval 1 microsecond)
t3 + interval 1 day
v + interval 1 day
y + interval a month
da - interval '1.5' second
a - interval '1.5' second
adddate(t3,1)
adddate(dtn,1)
adddate(curdate(),1)
addtime(t3,'1:0:0')
addtime(y,'1:0:0')
addtime(vn,'1:0:0')
subtime(da,'1:0:0')
subtime(a,'1:0:0')
datediff(da,da)
datediff(y,y)
datediff(curdate(),curdate())
timestampdiff(second,t3,now())
timestampdiff(second,vn,now())
timestampdiff(second,curdate(),now())
date_format(da,'%Y-%m-%d')
date_format(tm,'%Y-%m-%d')
date_format(dtn,'%Y-%m-%d')
date_format(t3,'%M %W %j')
date_format('2020-01-02 10:11:12','%M %W %j')
time_format(tm,'%H:%i')
time_format(y,'%H:%i')
unix_timestamp(dt)
unix_timestamp(ts3)
to_days(ts3)
to_days('2020-01-02')
to_seconds(dt)
to_seconds(dt6)
to_seconds(ts)
to_seconds(v)
to_seconds(curdate())
yearweek(dt)
yearweek(vn)
yearweek(a)
extract(year from tm)
extract(year from dtn)
extract(day_hour from ts)
str_to_date(t3,'%Y-%m-%d')
str_to_date(curdate(),'%H:%i')
str_to_date(vn,v)
timestamp(da)
timestamp(dan,'10:0:0')
timestamp(ts3,'10:0:0')
convert_tz(da,'+00:00','+01:00')
convert_tz(a,'+00:00','+01:00')
cast(ts3 as date)
cast(now() as date)
cast(tm as time)
cast('2020-01-02' as time)
cast('2020-01-02' as time(2))
cast(curdate() as time(2))
cast(dtn as char)
cast(dan as unsigned)
cast(ts3 as unsigned)
ifnull(da,now())
ifnull(dt6,now())
ifnull('2020-01-02',now())
ifnull(tm,curdate())
ifnull(dt6,curdate())
ifnull(y,curdate())
coalesce(curdate(),'x')
coalesce(dt,dt6)
coalesce('2020-01-02',dt6)
coalesce(now(),dt6)
coalesce(curdate(),dt6)
greatest(curdate(),now())
if(a,ts,null)
if(a,'2020-01-02',curdate())
if(a,'2020-01-02 10:11:12',curdate())
concat(ts3,'')
concat(now(),'')
ts + 0
v + 0
now() + 0
curdate() + 0
t3 * 1.5
vn * 1.5
period_add(tm,1)
time_to_sec(tm)
time_to_sec(now())
time_to_sec(curdate())
now()
now(3)
now(6)
sysdate()
sysdate(3)
current_timestamp
current_timestamp(2)
localtime
localtimestamp(1)
curdate()
current_date
curtime()
curtime(3)
current_time
utc_date()
utc_time()
utc_timestamp()
utc_timestamp(3)
unix_timestamp()
from_unixtime(a,'%Y')
uuid()
uuid_short()
rand()
pi()
database()
user()
current_user()
session_user()
connection_id()
last_insert_id()
row_count()
found_rows()
charset(v)
collation(v)
(select 1)
(select a from s s2 limit 1)
(select v from s s2 limit 1)
(select max(a) from s s2)
(select count(*) from s s2)
(select id from s s2 where s2.id = s.a)
json_object('a',1)
json_array(1,2)
json_extract(js,'$.a')
js->'$.a'
js->>'$.a'
json_unquote(js)
json_unquote(json_extract(js,'$.a'))
json_length(js)
json_valid(js)
json_type(js)
json_keys(js)
json_contains(js,'1')
json_set(js,'$.a',1)
json_search(js,'one','x')
json_value(js,'$.a')
json_remove(js,'$.a')
json_merge_patch(js,js)
concat('a','b')
concat('a',1,2.5)
concat(v,'-',a,'-',dt)
concat(v,vb)
concat(v,vc)
concat(vb,vc)
concat(vb,'é')
concat(vb,user())
concat(a,d2)
concat(uuid())
concat(v,now())
concat(database(),'.',v)
concat_ws('-',a,id)
concat_ws(v,a,id)
replace(uuid(),'-','')
lower(uuid())
md5(rand())
md5(uuid())
sha2(v,512)
sha2(v,0)
sha2(v,224)
sha2(v,a)
unhex(md5(v))
unhex(replace(uuid(),'-',''))
uuid_to_bin(uuid())
bin_to_uuid(bn)
repeat('ab',3)
repeat('0',a)
space(5)
space(a)
lpad(a,8,'0')
lpad(a,a,'0')
format(a,0)
left(v,a)
substring(v,a,3)
substring(v,3,a)
elt(a,'x','yyy','zz')
field(v,'a','b')
char(65)
char(65 using utf8mb4)
char(65,66)
case v when 'a' then 1 when 'b' then 2 end
case v when 'a' then 'one' when 'b' then 'three' else null end
case when a = 1 then v when a = 2 then vn else 'none' end
case when a = 1 then 'x' else a end
case when a = 1 then 1 else 1.5 end
case when a = 1 then d2 else db end
case when a = 1 then da else dt end
case when a = 1 then da else tm end
case when a = 1 then vb else v end
case when a = 1 then tx else v end
case when a = 1 then bl else v end
case when a = 1 then bn else vbin end
case when a = 1 then e else es end
case when a = 1 then e else 'x' end
case when a = 1 then js else 'x' end
case when a = 1 then js else js end
case when a = 1 then u else a end
case when a = 1 then bu else a end
case when a = 1 then tn else tn end
case when a = 1 then ti else si end
case when a = 1 then ti else u end
case when a = 1 then null else null end
case when a = 1 then true else false end
if(a = 1, 'yes', 'no')
if(a, true, false)
if(a, 1, -1)
if(a, id, tn)
if(a, 100, 2000)
if(a, dt, '')
if(a, now(), null)
if(a, '', now())
if(a, v, vb)
if(a, id, v)
if(a, 1, 'x')
if(a, null, null)
if(a, fl, fn)
if(a, y, a)
if(a, b8, 1)
ifnull(a, u)
ifnull(u, 0)
ifnull(ti, 0)
ifnull(tn, 0)
ifnull(vn, '')
ifnull(vn, a)
ifnull(dt, '0000-00-00')
ifnull(null, 1)
ifnull(null, null)
ifnull(tx, '')
ifnull(e, 'p')
ifnull(dn, 0.00)
ifnull(da, dt)
ifnull(y, 0)
coalesce(a)
coalesce(null, a)
coalesce(null, null, 'x')
coalesce(vn, v, 'x')
coalesce(vn, v, 1)
coalesce(a, u, bi)
nullif(v, '')
nullif(vn, '')
nullif(dt, '0000-00-00 00:00:00')
nullif(tx, '')
nullif('', '')
greatest(a, u)
greatest(v, vn)
greatest(da, dt)
least(a, d2)
least(a, bi, ti)
cast(1 as char)
cast('x' as char(0))
cast(v as char character set latin1)
cast(v as char(3) character set utf8mb3)
cast(v as char charset binary)
cast(null as char)
cast(null as signed)
cast(null as date)
cast('' as char(32))
cast(0 as unsigned)
cast(1 as signed)
cast(v as binary(16))
cast('2020-01-01' as date)
cast('2020-01-01' as datetime)
cast(v as decimal(20))
cast(v as signed integer)
convert(v, char)
convert(v, unsigned)
convert(a, char(10))
convert(v using utf8mb3)
v collate utf8mb4_general_ci
concat(v collate utf8mb4_bin, 'x')
v || 'x'
a && 1
ord(v)
bit_length(v)
octet_length(v)
character_length(v)
trim(both 'x' from v)
trim(leading '0' from vn)
timestampdiff(day,da,dt)
date_format(now(),'%Y%m%d')
date_format(dt,'%Y-%m-%d %H:%i:%s')
date_format(dt,'%b %d %Y %h:%i %p')
date_sub(curdate(), interval 1 month)
now() - interval a hour
now(3) + 0
curtime() + 0
unix_timestamp('2020-01-01')
round(unix_timestamp(now(4))*1000)
year(curdate()) * 100 + month(curdate())
str_to_date('2020-01-01','%Y-%m-%d')
str_to_date('2020-01-01 10:11:12','%Y-%m-%d %H:%i:%s')
str_to_date(v,'%Y-%m-%d %H:%i:%s.%f')
str_to_date(v,'%H:%i:%s.%f')
maketime(1,2,3)
maketime(1,2,3.5)
makedate(2020,1)
timediff(dt,dt6)
time_format(tm,'%H')
period_diff(202001,202002)
regexp_like(v,'a')
regexp_instr(v,'a')
truncate(d2,0)
truncate(a,2)
round(db,2)
round(1.2345,2)
round(a/3,2)
floor(a/3)
floor(rand()*100)
power(2,a)
log(a)
log(2,a)
atan2(a,1)
degrees(a)
hex('abc')
rand() * 100
concat(count(a))
ifnull(count(a),0)
coalesce(count(a),a)
concat(sum(a))
ifnull(avg(a),0)
ifnull(max(a),0)
ifnull(bit_or(a),0)
if(id,bit_or(a),0)
sum(a * d2) / sum(a)
cast(sum(a) as signed)
sum(if(a = 1, d2, 0))
sum(ifnull(dn,0))
sum(a) > 0
max(if(a, dt, null))
group_concat(concat(v,'=',a) separator '; ')
concat('[', group_concat(v), ']')
if(count(*) > 0, sum(a) / count(*), 0)
if(sum(a) is null, 0, sum(a))
concat(length(v))
(length(v)) + 1
ifnull(length(v),0)
coalesce(length(v),a)
(length(v)) + 1.5
(octet_length(v)) + 1
ifnull(octet_length(v),0)
if(id,octet_length(v),0)
(char_length(v)) + 1
coalesce(char_length(v),a)
if(id,char_length(v),0)
concat(locate('x',v))
(locate('x',v)) * 2
coalesce(locate('x',v),a)
(locate('x',v)) + 1.5
if(id,locate('x',v),0)
ifnull(instr(v,'x'),0)
(instr(v,'x')) + 1.5
concat(month(dt))
(month(dt)) + 1
(month(dt)) * 2
(day(dt)) + 1
coalesce(day(dt),a)
ifnull(dayofmonth(dt),0)
if(id,dayofmonth(dt),0)
if(id,hour(dt),0)
(minute(dt)) * 2
coalesce(minute(dt),a)
if(id,minute(dt),0)
(week(dt)) + 1
(week(dt)) * 2
coalesce(week(dt),a)
(week(dt)) + 1.5
(weekday(dt)) + 1
coalesce(weekday(dt),a)
(dayofweek(dt)) * 2
if(id,dayofweek(dt),0)
(last_insert_id()) + 1
(last_insert_id()) + 1.5
(uuid_short()) + 1
(uuid_short()) * 2
if(id,uuid_short(),0)
(row_count()) + 1.5
concat(isnull(a))
(isnull(a)) + 1
ifnull(isnull(a),0)
if(id,isnull(a),0)
concat(json_valid(js))
(json_valid(js)) + 1
(json_valid(js)) * 2
coalesce(json_valid(js),a)
if(id,json_valid(js),0)
(json_contains(js,'1')) + 1
(json_contains(js,'1')) * 2
coalesce(json_contains(js,'1'),a)
if(id,json_contains(js,'1'),0)
concat(period_add(a,1))
ifnull(period_add(a,1),0)
if(id,period_add(a,1),0)
(ascii(v)) + 1
(ascii(v)) + 1.5
if(id,ascii(v),0)
concat(ord(v))
(ord(v)) + 1
coalesce(ord(v),a)
(ord(v)) + 1.5
concat(bit_length(v))
(bit_length(v)) + 1
(bit_length(v)) * 2
coalesce(bit_length(v),a)
concat(bit_count(a))
coalesce(bit_count(a),a)
(bit_count(a)) + 1.5
concat(strcmp(v,'x'))
(strcmp(v,'x')) + 1
(strcmp(v,'x')) * 2
ifnull(strcmp(v,'x'),0)
(strcmp(v,'x')) + 1.5
(sign(a)) + 1
ifnull(sign(a),0)
coalesce(sign(a),a)
if(id,sign(a),0)
ifnull(field(v,'a'),0)
coalesce(field(v,'a'),a)
concat(find_in_set(v,'a,b'))
(find_in_set(v,'a,b')) + 1
(find_in_set(v,'a,b')) + 1.5
concat(crc32(v))
(crc32(v)) + 1
(crc32(v)) * 2
ifnull(crc32(v),0)
coalesce(crc32(v),a)
concat(microsecond(dt))
(microsecond(dt)) + 1
coalesce(microsecond(dt),a)
(quarter(dt)) * 2
coalesce(quarter(dt),a)
concat(dayofyear(dt))
(dayofyear(dt)) + 1
(dayofyear(dt)) * 2
ifnull(dayofyear(dt),0)
if(id,dayofyear(dt),0)
concat(to_days(dt))
ifnull(to_days(dt),0)
(to_days(dt)) + 1.5
(to_seconds(dt)) * 2
concat(yearweek(dt))
(yearweek(dt)) + 1.5
datediff(dt,da)
concat(datediff(dt,da))
if(id,datediff(dt,da),0)
(timestampdiff(second,dt,da)) * 2
ifnull(timestampdiff(second,dt,da),0)
coalesce(timestampdiff(second,dt,da),a)
ifnull(inet_aton(v),0)
concat(json_length(js))
(json_length(js)) + 1
(json_length(js)) + 1.5
(regexp_instr(v,'a')) + 1
(regexp_instr(v,'a')) * 2
coalesce(regexp_instr(v,'a'),a)
(regexp_instr(v,'a')) + 1.5
(year(dt)) + 1
coalesce(year(dt),a)
(year(dt)) + 1.5
(extract(year from dt)) + 1
ifnull(extract(year from dt),0)
coalesce(extract(year from dt),a)
if(id,extract(year from dt),0)
extract(month from dt)
(extract(month from dt)) + 1
ifnull(extract(month from dt),0)
(extract(month from dt)) + 1.5
extract(hour from dt)
(extract(hour from dt)) * 2
ifnull(extract(hour from dt),0)
concat(extract(microsecond from dt))
(extract(microsecond from dt)) + 1
(extract(microsecond from dt)) * 2
ifnull(extract(microsecond from dt),0)
coalesce(extract(microsecond from dt),a)
(extract(microsecond from dt)) + 1.5
if(id,extract(microsecond from dt),0)
(unix_timestamp()) * 2
if(id,unix_timestamp(),0)
(unix_timestamp(dt)) + 1
(unix_timestamp(dt)) * 2
if(id,unix_timestamp(dt),0)
(time_to_sec(tm)) * 2
ifnull(time_to_sec(tm),0)
(uuid()) + 1
coalesce(uuid(),a)
(uuid()) + 1.5
concat(rand())
(rand()) + 1
ifnull(rand(),0)
concat(sqrt(a))
ifnull(sqrt(a),0)
concat(a=1)
(a=1) * 2
ifnull(a=1,0)
concat(true)
(true) + 1
(true) * 2
(5) * 2
coalesce(5,a)
(5) + 1.5
(~a) + 1
ifnull(~a,0)
coalesce(~a,a)
a&1
concat(a&1)
(a&1) + 1
(a&1) * 2
coalesce(a&1,a)
(count(a)) + 1
(count(a)) * 2
(sum(a)) + 1.5
(avg(a)) + 1.5
(a*2) + 1
ifnull(a*2,0)
coalesce(a*2,a)
(a*2) + 1.5
d2*2
concat(d2*2)
(d2*2) * 2
(d2*2) + 1.5
(a div 2) + 1
a%2
ifnull(a%2,0)
(a%2) + 1.5
if(id,a%2,0)
floor(a/2)
(floor(a/2)) + 1
(floor(a/2)) * 2
coalesce(floor(a/2),a)
(floor(a/2)) + 1.5
(round(a)) + 1
concat(round(d2,1))
(round(d2,1)) * 2
(round(d2,1)) + 1.5
ifnull(cast(a as signed),0)
coalesce(cast(a as unsigned),a)
(cast(a as unsigned)) + 1.5
if(id,cast(a as unsigned),0)
(abs(a)) * 2
(abs(a)) + 1.5
ifnull(-a,0)
concat(mi)
if(id,mi,0)
concat(tn)
ifnull(tn,0)
if(id,tn,0)
(curdate()) + 1
ifnull(curdate(),0)
(curdate()) + 1.5
concat(now())
coalesce(now(),a)
(now()) + 1.5
if(id,now(),0)
concat(curtime())
(curtime()) * 2
if(id,curtime(),0)
concat((select 1))
((select 1)) * 2
((select 1)) + 1.5
concat((select a from s s2 limit 1))
coalesce((select a from s s2 limit 1),a)
concat(nullif(a,1))
(nullif(a,1)) * 2
coalesce(if(a,id,null),a)
concat(connection_id())
ifnull(connection_id(),0)
(pi()) * 2
ifnull(pi(),0)
(@x) + 1
(@x) * 2
if(id,@x,0)
concat(user())
if(id,user(),0)
(bit_or(a)) + 1
(bit_or(a)) * 2
(bit_or(a)) + 1.5
row_number() over ()
(row_number() over ()) * 2
coalesce(row_number() over (),a)
if(id,row_number() over (),0)
concat(v,uuid())
greatest(fl,a)
id in (select id from s s2)
upper(concat(v,'x'))
lower(date_format(dt,'%Y'))
date_format(date_sub(now(), interval 1 day),'%Y-%m-%d')
substring(concat(v,'x'),2)
substring(md5(v),1,8)
substr(uuid(),1,8)
ifnull(date_format(dt,'%Y'),'')
if(a > 1, v, null)
coalesce(nullif(vn,''), v, 'x')
case when a is null then 0 else a * 2 end
case when a > 0 then d2 else 0 end
case when a then 'x' when v then 'yyy' end
a * d2 + 1
(a + 1) / 2
a / (u + 1)
unix_timestamp(now()) + 86400
from_unixtime(unix_timestamp())
now() + interval a day
greatest(1,2,3)
not (a = 1)
a is null or v = ''
ifnull(a = 1, 0)
@y := 1
@y := 'abc'
@y := a
@y := bi + 1
@y := dn
@y := v
@y := da
@y := fl
@y := null
concat(v, @y := 'abc')
if(@x = v, 1, 0)
cast(@x as signed)
cast(@x as unsigned)
cast(@x as decimal)
cast(@x as decimal(10,2))
cast(@x as char(10))
cast(@x as binary(4))
cast(@x as date)
cast(@x as time)
cast(@x as datetime)
cast(@x as datetime(3))
convert(@x, signed)
length(@x)
@x = 1
@x is null
@vi
@vs
@vd
@ve
@vn
@vi + 1
@vd * 2
@ve + 1
@vs + 1
concat(@vs, v)
concat(@vi, v)
concat(@vd, @ve)
ifnull(@vi, 0)
ifnull(@vs, v)
coalesce(@vs, v)
coalesce(@vi, a)
if(a, @vi, 0)
if(a, @vs, v)
cast(@vs as char)
cast(@vi as char)
cast(@vi as signed)
upper(@vs)
md5(@vs)
max(@vi)
sum(@vi)
group_concat(@vs)
@vs = v
@vi > a
case when @vi = 1 then @vs else '' end
date_add(@vs, interval 1 day)
round(@vd)
floor(@vd)
ifnull(@vn, 0)
coalesce(@vn, a)
if(a, @vn, 0)
@vn + 1
floor(cast(a as decimal(19,2)))
floor(cast(a as decimal(20,2)))
ceil(cast(a as decimal(18,0)))
ceil(cast(a as decimal(19,0)))
