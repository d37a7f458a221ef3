use mysql
select 1;
  USE mysql

use mysql;
select 2; use mysql;
use `mysql`
select 3;
