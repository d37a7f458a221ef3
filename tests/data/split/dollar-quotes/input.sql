delimiter //
select 1//
delimiter ;
create function nowhere.f() returns int language javascript as $$ return 1; $$;
create function nowhere.f() returns int language javascript as
$js$ return '$$;'; $js$;
select 1 as a$$b; select 2 as c$$;
