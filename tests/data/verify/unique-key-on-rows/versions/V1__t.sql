CREATE TABLE IF NOT EXISTS t (
    id INT PRIMARY KEY,
    a VARCHAR(10) NOT NULL,
    b VARCHAR(10)
);

INSERT IGNORE INTO t (id, a) VALUES (1, 'seed'), (2, 'other');
