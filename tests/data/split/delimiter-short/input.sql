\d //
select 1//
select 2// \d ; select 3;
