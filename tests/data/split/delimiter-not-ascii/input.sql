delimiter é
select 1é
