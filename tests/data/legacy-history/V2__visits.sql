UPDATE customer SET visits = visits + 1;
ALTER TABLE customer ADD COLUMN email VARCHAR(60);
UPDATE customer SET visits = visits + 10 WHERE name LIKE 'A%';
UPDATE customer SET email = CONCAT(LOWER(name), '@example.com');
ALTER TABLE customer ADD UNIQUE KEY by_email (email);
