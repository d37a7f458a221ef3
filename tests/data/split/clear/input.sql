select 1 \c select 2;
select 3
\c
select '\c';
