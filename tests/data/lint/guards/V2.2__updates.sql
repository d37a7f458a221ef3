UPDATE host SET zone = 'z0' WHERE zone IS NULL;
UPDATE vm SET size = size * 1024;
UPDATE host SET cpu = cpu + 1 WHERE rack IS NULL;
UPDATE host SET rack = CONCAT('r', id) WHERE rack IS NULL;
UPDATE vm v JOIN host h ON h.id = v.host_id SET v.note = h.name;
UPDATE setting SET value = REPLACE(value, '1', 'one');
