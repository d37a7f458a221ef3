-- A unique key that MariaDB keeps by a hash may lack the columns of the partitioning. Found by dumps of generated schemas.
create table hashed (id bigint not null, b text, primary key (id), unique key k (b)) partition by hash (id) partitions 2;
create table hashed2 (id bigint not null, b varchar(3000), unique key k (b)) partition by hash (id) partitions 2;
create table hashed3 (id bigint not null, b varchar(30), unique key k (b)) partition by hash (id) partitions 2;
alter table hashed partition by key (id) partitions 3;
