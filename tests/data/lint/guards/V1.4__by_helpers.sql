CALL add_fk('vm', 'fk_vm_host', 'FOREIGN KEY (host_id) REFERENCES host (id) ON DELETE SET NULL');
CALL drop_fk('vm', 'fk_none');
CALL add_column_if_missing('host', 'rack', 'varchar(16) NULL');
ALTER TABLE host MODIFY zone varchar(128) DEFAULT NULL;
