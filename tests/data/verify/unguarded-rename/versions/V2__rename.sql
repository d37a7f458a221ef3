RENAME TABLE old_name TO new_name;

ALTER TABLE new_name COMMENT 'renamed';
