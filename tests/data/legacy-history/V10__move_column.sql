ALTER TABLE customer CHANGE COLUMN rank_no score BIGINT NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN half INT;
UPDATE customer SET half = score DIV 2, score = score + half;
ALTER TABLE customer DROP COLUMN half;
UPDATE customer SET score = score * 2;
