CALL MODIFY_TYPE('HostEO', 'name', 'varchar(512)');
CALL ADD_COLUMN('HostEO', 'extra');
ALTER TABLE HostEO DROP COLUMN cpuModel;
ALTER TABLE HostEO RENAME COLUMN hypervisorType TO hypervisor;
