delimiter //
select 1//
