SET @factor = (SELECT COUNT(*) FROM orders), @mark = 'by hand';
ALTER TABLE orders ADD COLUMN factor INT;
UPDATE orders SET factor = id * @factor, note = @mark WHERE note = 'none';
SET @sql = CONCAT('ALTER TABLE orders ADD COLUMN c', @factor, ' INT NOT NULL DEFAULT ', @factor);
PREPARE s FROM @sql;
EXECUTE s;
DEALLOCATE PREPARE s;
UPDATE orders SET total = total + @factor;
