-- One expression a line, over the table t of tests/server/language/test_canonical.py.
a
a + 1
a+b*c-(a-b)
-a
- (a + 1)
+a
-1
a - -1
~a
!a
not a
not (a = b)
not (a > b and c < 1)
not (a or b)
not (a in (1,2))
not (a between 1 and 2)
not (s like 'x%')
not (a is null)
not not a
a = 1 and b = 2 or c = 3
a = 1 and (b = 2 or c = 3)
(a = 1 and b = 2) and c = 3
a = 1 and (b = 2 and c = 3)
a and b
a or 0
a xor b
a = b
a <=> b
a != b
a <> b
a < b
a >= b
a is null
a is not null
isnull(a)
a is true
a is not true
a is false
a is unknown
a is not unknown
(a = 1) is true
(a = 1) = (b = 2)
a & b
a | b ^ c
a << 2
a >> b
a div b
a mod b
a % b
mod(a, b)
a / b
a between 1 and 10
a not between 1 and 10
a in (1, 2, 3)
a not in (1, 2)
a in (1)
s in ('a', 'b')
(a, b) = (1, 2)
(a, b) in ((1, 2), (3, 4))
row(a, b) = row(1, 2)
s = 'abc'
s = "it's"
s = 'it''s'
s = 'back\slash'
s = 'new\nline'
s = 'tab\tx'
s = 'percent\%'
s = ''
s = 'é'
s = _utf8mb4'abc'
s = _latin1'abc'
s = N'abc'
s = x'616263'
s = 0x616263
a = b'101'
a = 0b11
s like 'a%'
s not like 'a%'
s like 'a!%' escape '!'
s like concat('a', '%')
s regexp '^a'
s rlike '^a'
s not regexp '^a'
s sounds like 'b'
s collate utf8mb4_bin = 'a'
s collate utf8mb4_general_ci
binary s = 'a'
cast(a as char)
cast(a as char(10))
cast(a as char charset utf8mb4)
cast(s as signed)
cast(s as unsigned integer)
cast(s as decimal(10,2))
cast(s as decimal)
cast(s as date)
cast(s as datetime)
cast(s as datetime(3))
cast(s as time)
cast(s as binary)
cast(s as binary(5))
cast(s as double)
convert(a, char)
convert(s, signed)
convert(s using utf8mb4)
convert(s using latin1)
concat(s, 'x')
concat(s, '-', s)
concat_ws(',', s, 'x')
upper(s)
ucase(s)
lower(s)
lcase(s)
length(s)
octet_length(s)
char_length(s)
character_length(s)
left(s, 3)
right(s, 3)
substr(s, 1, 2)
substring(s, 1, 2)
substring(s from 1 for 2)
substring(s from 2)
mid(s, 1, 2)
substring_index(s, ',', 1)
trim(s)
trim(both from s)
trim(both ' ' from s)
trim(leading 'x' from s)
trim(trailing 'x' from s)
trim('x' from s)
ltrim(s)
rtrim(s)
replace(s, 'a', 'b')
insert(s, 1, 2, 'x')
repeat(s, 2)
reverse(s)
space(3)
lpad(s, 10, ' ')
rpad(s, 10, ' ')
locate('a', s)
locate('a', s, 2)
position('a' in s)
instr(s, 'a')
field(s, 'a', 'b')
find_in_set('a', s)
elt(1, s, 'b')
strcmp(s, 'b')
ascii(s)
ord(s)
char(65, 66)
char(65 using utf8mb4)
hex(s)
unhex(s)
md5(s)
sha(s)
sha1(s)
sha2(s, 256)
crc32(s)
quote(s)
format(a, 2)
conv(a, 10, 2)
bin(a)
oct(a)
to_base64(s)
if(a, b, c)
if(a > 1, 'x', 'y')
ifnull(a, b)
nullif(a, b)
coalesce(a, b, 0)
greatest(a, b)
least(a, b)
case when a = 1 then 'x' when a = 2 then 'y' else 'z' end
case a when 1 then 'x' else null end
case when a then b end
interval(a, 1, 2)
abs(a)
ceil(c)
ceiling(c)
floor(c)
round(c)
round(c, 2)
truncate(c, 2)
pow(a, 2)
power(a, 2)
sqrt(a)
exp(a)
ln(a)
log(a)
log(2, a)
log2(a)
log10(a)
sign(a)
pi()
sin(a)
radians(a)
degrees(a)
atan(a, b)
atan2(a, b)
now()
current_timestamp
current_timestamp()
current_timestamp(3)
localtime
localtimestamp(2)
now(6)
sysdate()
curdate()
current_date
current_date()
curtime()
current_time
utc_date
utc_timestamp()
unix_timestamp(d)
from_unixtime(a)
d + interval 1 day
d - interval 1 month
interval 1 day + d
d + interval a hour
d + interval '1:30' hour_minute
date_add(d, interval 1 day)
date_sub(d, interval 1 week)
adddate(d, 5)
adddate(d, interval 5 day)
subdate(d, 5)
addtime(d, '01:00:00')
timestampadd(day, 1, d)
timestampadd(sql_tsi_hour, 1, d)
timestampdiff(month, d, d2)
datediff(d, d2)
timediff(d, d2)
date(d)
time(d)
timestamp(d)
year(d)
quarter(d)
month(d)
week(d)
week(d, 1)
day(d)
dayofmonth(d)
dayofweek(d)
dayofyear(d)
weekday(d)
hour(d)
minute(d)
second(d)
microsecond(d)
dayname(d)
monthname(d)
last_day(d)
extract(year from d)
extract(day_hour from d)
date_format(d, '%Y-%m')
str_to_date(s, '%Y')
time_format(d, '%H')
to_days(d)
from_days(a)
makedate(a, 1)
maketime(a, 1, 1)
period_add(a, 1)
sec_to_time(a)
time_to_sec(d)
get_format(date, 'usa')
d > '2020-01-01'
d = date '2020-01-01'
d = timestamp '2020-01-01 00:00:00'
d = time '10:00:00'
true
false
null
1
1.50
1e3
.5
'x'
a = true
a = false
json_extract(j, '$.a')
json_unquote(json_extract(j, '$.a'))
json_valid(j)
json_contains(j, '1')
json_object('a', a, 'b', b)
json_array(a, b)
json_length(j)
json_set(j, '$.a', 1)
uuid()
rand()
database()
schema()
user()
session_user()
system_user()
current_user()
version()
connection_id()
last_insert_id()
inet_aton(s)
inet6_aton(s)
bit_count(a)
is_ipv4(s)
a + (b + c)
(a + b) + c
a - (b + c)
a * (b / c)
(a * b) / c
a = (b = c)
(a & b) = b
(a is null) + 1
(s = 'x') is null
(a > 1) + (b > 1)
not a = b
a = b and not c
(select 1)
exists(select 1)
a in (select 1)
a > all (select 1)
a = any (select 1)
count(*)
count(a)
count(distinct a)
count(distinct a, b)
sum(a)
sum(distinct a)
avg(a)
min(a)
max(a)
std(a)
stddev(a)
var_pop(a)
variance(a)
bit_or(a)
group_concat(s)
group_concat(distinct s order by a desc separator '|')
group_concat(s order by a)
sum(a) over (partition by b order by c)
row_number() over (order by a)
rank() over (partition by b order by a desc)
lag(a, 1) over (order by b)
sum(a) over (order by b rows between 1 preceding and current row)
sum(a) over (order by b rows unbounded preceding)
ntile(4) over (order by a)
first_value(a) over (order by b)
match(s) against ('x')
match(s) against ('x' in boolean mode)
match(s) against ('x' in natural language mode)
match(s) against ('x' with query expansion)
@x
@x := 1
@@version
@@session.sql_mode
s like '%x\_y'
a = '1'
s > 5
c * 1.10
concat(a, '')
ifnull(s, '') = ''
a && b
a || b
s || 'x'
interval 1 day + d + interval 2 hour
-(a * b)
-a * b
a * -b
(a, b) > (1, 2)
date_add(d, interval -1 day)
date_add(d, interval - a day)
1 = 1
a = null
uncompress(compress(s))
benchmark(1, a)
regexp_replace(s, 'a', 'b')
regexp_substr(s, 'a')
regexp_instr(s, 'a')
weight_string(s)
charset(s)
collation(s)
coercibility(s)
nullif(s, '')
(a) + ((b))
year(curdate()) - year(d)
date(now())
cast(a as char(10) charset utf8mb4) collate utf8mb4_bin
a between -1 and 1
s in (null, 'x')
json_extract(j, '$.a') > 1
j->'$.a'
j->>'$.a' = 'x'
round(c, -1)
not exists (select 1)
a = -1
if(not a, 1, 2)
case when not a then 1 end
a is not null and not b
concat(s, if(a, 'x', null))
coalesce(nullif(s, ''), 'x')
(a + b) * c > 10 or s = ''
year(d) * 100 + month(d)
timestampdiff(second, d, now())
sha2(concat(s, 'salt'), 256)
cast(j as char)
convert(s, decimal(10,2))
json_type(j)
unix_timestamp()
from_unixtime(a, '%Y')
a ^ b & 1
~a & 0xff
a << 1 | b
- a * - b
(a, b) <> (1, 2)
(a, b) in (select 1, 2)
s not in ('a')
a not between b and c
d + interval 1 quarter
d - interval 1.5 second
date_sub(d, interval '1 2' day_hour)
1 in (a, b)
'x' like s
null is null
a <=> null
a + null
s like binary 'a'
lower(trim(s))
json_arrayagg(a)
json_objectagg(s, a)
cume_dist() over (order by a)
lag(a, 2, 0) over (order by b)
avg(a) over (partition by b)
sum(a) over (order by b range between unbounded preceding and unbounded following)
s is not null and length(s) > 3 and s not like '%--%'
a in (1, 2) or b in (3)
not (a = 1 or b = 2)
not (a <=> b)
not (a xor b)
not (a is true)
not (a and (b or c))
a and not (b = 1 and c = 2)
(a or b) and c
a or (b and c)
a = 1 is true
(select max(1)) + 1
case s when 'a' then 1 when 'b' then 2 else (case when a then 3 end) end
left(s, 1) = 'x' and right(s, 1) <> 'y'
cast(c as decimal(12,4)) / 3
cast('2020-01-01' as date)
timestamp('2020-01-01', '10:00:00')
date('2020-01-01 10:00:00')
sum(case when a = 1 then 1 else 0 end)
count(distinct s)
max(concat(s, a))
group_concat(distinct s separator ', ')
bit_and(a)
a * 1.0
1e-3
1.0e10
00012
s = 'a' 'b'
s = '%'
s like '\%x'
'a' = 'A' collate utf8mb4_bin
json_object('k', json_array(1, 'x', null, true))
json_unquote(j)
json_keys(j, '$.a')
mod(a + 1, 2) = 0
a div (b + 1)
pow(a, 2) + sqrt(b)
ifnull(a, b) <> 0
char_length(s) between 1 and 10
regexp_like(s, 'x')
d >= now() - interval 30 day
last_day(d) + interval 1 day
makedate(year(d), 1)
concat_ws('-', year(d), lpad(month(d), 2, '0'))
format(c, 2, 'de_DE')
if(a is null, 0, a + 1)
nullif(a, 0) is null
find_in_set(s, 'a,b,c') > 0
uuid() <> ''
rand(1)
current_user
convert_tz(d, '+00:00', '+02:00')
get_format(datetime, 'iso')
