source /nowhere/a.sql
select 1;
\. /nowhere/b.sql
select 2;
