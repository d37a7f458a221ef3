CREATE TABLE customer (
    id INT NOT NULL PRIMARY KEY,
    name VARCHAR(40) NOT NULL,
    visits INT NOT NULL DEFAULT 0
);
CREATE TABLE orders (
    id INT NOT NULL PRIMARY KEY,
    customer INT NOT NULL,
    total DECIMAL(10, 2) NOT NULL DEFAULT 0,
    KEY by_customer (customer)
);
INSERT INTO customer (id, name) VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO customer (id, name) VALUES (3, 'Edsger');
INSERT INTO orders (id, customer, total) VALUES (10, 1, 5.50), (11, 1, 7), (12, 3, 1.25);
