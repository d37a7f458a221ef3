# Foreign keys for table HostEO
ALTER TABLE HostEO ADD CONSTRAINT fkHostEOZoneEO FOREIGN KEY (zoneUuid) REFERENCES ZoneEO (uuid) ON DELETE RESTRICT;

# Foreign keys for table VmInstanceEO
ALTER TABLE VmInstanceEO ADD CONSTRAINT fkVmInstanceEOHostEO FOREIGN KEY (hostUuid) REFERENCES HostEO (uuid) ON DELETE SET NULL;
ALTER TABLE VmInstanceEO ADD CONSTRAINT fkVmInstanceEOImageEO FOREIGN KEY (imageUuid) REFERENCES ImageEO (uuid) ON DELETE CASCADE;

# Indexes
CREATE INDEX idxVmInstanceEOname ON VmInstanceEO (name);
CREATE INDEX idxVolumeEOname ON VolumeEO (name);
ALTER TABLE VolumeEO ADD UNIQUE (vmInstanceUuid, deviceId);
