CREATE TEMPORARY TABLE busy (host_id int unsigned NOT NULL PRIMARY KEY, n int NOT NULL);
INSERT INTO busy SELECT host_id, COUNT(*) FROM vm WHERE host_id IS NOT NULL GROUP BY host_id;
UPDATE vm_count c JOIN busy b ON b.host_id = c.host_id SET c.n = b.n;
DROP TEMPORARY TABLE busy;
CREATE TEMPORARY TABLE IF NOT EXISTS t2 AS SELECT id FROM vm;
