SELECT COUNT(*) FROM `information_schema`.`tables`;
SELECT COUNT(*) FROM `mysql`.`user`;
