select 3--1;
select 4 -- 1
;select 5--	1
;select 6--
;select 1
--2;
