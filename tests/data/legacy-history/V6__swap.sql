CREATE TABLE customer_new LIKE customer;
ALTER TABLE customer_new ADD COLUMN rank_no INT NOT NULL DEFAULT 0;
INSERT INTO customer_new (id, name, visits, email) SELECT id, name, visits, email FROM customer;
UPDATE customer_new SET rank_no = rank_no + visits;
RENAME TABLE customer TO customer_old, customer_new TO customer;
INSERT INTO customer (id, name, rank_no) VALUES (4, 'Barbara', 7);
DROP TABLE customer_old;
