INSERT INTO log (what) SELECT CONCAT('customer ', id, ' ', visits) FROM customer ORDER BY id;
UPDATE customer SET visits = visits * 3;
CALL grow(1);
DROP PROCEDURE grow;
RENAME TABLE log TO journal_of_all;
INSERT INTO journal_of_all (what, weight) SELECT 'sum', SUM(weight) FROM journal_of_all AS inner_log;
ALTER TABLE journal_of_all MODIFY weight BIGINT NOT NULL DEFAULT 1;
UPDATE journal_of_all SET weight = weight + 1;
