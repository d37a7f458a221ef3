select 1 # one ; ' "
;#a
#b;
select 2#c
;