select
use from (select 1 `use`) t;
select 2,
status, source
from (select 3 status, 4 source) t;
update x set
help = 1;
