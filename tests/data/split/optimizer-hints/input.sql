select /*+ MAX_EXECUTION_TIME(1000) */ 1;
select /*+ it's */ 2;
