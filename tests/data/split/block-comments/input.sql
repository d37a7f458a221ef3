select /* a;
b */ 1;
select 2 /**/;select 3/*;*//*;*/;select 4 /*/;*/;select/*x*/5;/* only */;/* a */ /* b */select 6;
