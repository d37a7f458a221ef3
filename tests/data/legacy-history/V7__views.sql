CREATE VIEW big_orders AS SELECT id, customer, total FROM orders WHERE total > 5;
CREATE VIEW names AS SELECT id, name FROM customer;
INSERT INTO log (what) SELECT CONCAT('big ', id) FROM big_orders ORDER BY id;
DROP VIEW names;
CREATE OR REPLACE VIEW big_orders AS SELECT id, customer FROM orders WHERE total > 6;
INSERT INTO log (what) SELECT CONCAT('bigger ', id) FROM big_orders ORDER BY id;
