select 'a;
-- not a comment
/* nor this */ # nor that
DELIMITER //
', "b
;" ;
select 2;
