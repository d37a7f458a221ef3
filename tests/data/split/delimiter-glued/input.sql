delimiter//
select 1;
