CALL ADD_COLUMN('HostEO', 'cpuModel', 'varchar(255)', 1, NULL);
CALL ADD_COLUMN('`HostEO`', '`architecture`', 'varchar(32)', 1, NULL);
CALL ADD_COLUMN('VmInstanceEO', 'priority', 'int', 0, '0');
CALL CREATE_INDEX('VmInstanceEO', 'idxVmInstanceEOtype', 'type');
CALL CREATE_INDEX('SystemTagVO', '`idxSystemTagVOresource`', 'resourceUuid');
CALL DELETE_INDEX('VolumeEO', 'idxVolumeEOname');
CALL ADD_COLUMN('ClusterEO', 'syncDate', 'timestamp', 0, 'CURRENT_TIMESTAMP');
