delimiter \\
select 1;
