select /* a /* b */ 1;
select 2;
