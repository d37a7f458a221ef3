-- Comments lose what utf8mb3 has not, in strict mode too; options that say what holds without them are not kept.
set names utf8mb4;
create table t1 (a int comment '😀 ä', b int, key k (b) comment 'k😀k') charset=utf8mb4 comment='标😀';
alter table t1 add c int comment '😀', comment '😀😀';
set sql_mode = 'STRICT_TRANS_TABLES';
create table t2 (a int comment 'strict 😀');
create table t3 (a int) max_rows=0 min_rows=0 avg_row_length=0 key_block_size=0 stats_sample_pages=default stats_auto_recalc=default stats_persistent=default pack_keys=default checksum=0 delay_key_write=0;
create table t4 (a int) max_rows=10 min_rows=5 avg_row_length=7 key_block_size=8 stats_auto_recalc=1 stats_sample_pages=3 pack_keys=1 checksum=1 delay_key_write=1 row_format=compressed;
create table t5 like t4;
alter table t5 max_rows=0 min_rows=0 avg_row_length=0 stats_auto_recalc=default stats_sample_pages=default pack_keys=default checksum=0;
alter table t4 max_rows=0 min_rows=0 avg_row_length=0 key_block_size=0 stats_auto_recalc=default stats_sample_pages=default pack_keys=default checksum=0 delay_key_write=0 row_format=default;
