select /* it's */ 1; -- don't
select 2 # won't
; /* " */ select 3;
/* ` */
