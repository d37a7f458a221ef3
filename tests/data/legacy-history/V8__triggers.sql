CREATE TRIGGER count_orders AFTER INSERT ON orders FOR EACH ROW UPDATE customer SET visits = visits + 1 WHERE id = NEW.customer;
INSERT INTO orders (id, customer, total) VALUES (13, 2, 9), (14, 2, 10);
ALTER TABLE orders ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'none';
INSERT INTO orders (id, customer, total, note) VALUES (15, 4, 1, 'late');
DROP TRIGGER count_orders;
INSERT INTO orders (id, customer, total) VALUES (16, 4, 2);
