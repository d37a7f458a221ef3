select '缓存;' as `型;`; select 'é', 2;
