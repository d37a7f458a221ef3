# Foreign keys for table ClusterEO

ALTER TABLE ClusterEO ADD CONSTRAINT fkClusterEOZoneEO FOREIGN KEY (zoneUuid) REFERENCES ZoneEO (uuid) ON DELETE RESTRICT;

# Foreign keys for table HostEO
ALTER TABLE HostEO ADD CONSTRAINT fkHostEOClusterEO FOREIGN KEY (clusterUuid) REFERENCES ClusterEO (uuid) ON DELETE RESTRICT;
ALTER TABLE HostEO ADD CONSTRAINT fkHostEOZoneEO FOREIGN KEY (zoneUuid) REFERENCES ZoneEO (uuid) ON DELETE RESTRICT;
ALTER TABLE HostCapacityVO ADD CONSTRAINT fkHostCapacityVOHostEO FOREIGN KEY (uuid) REFERENCES HostEO (uuid) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE VmInstanceEO
    ADD CONSTRAINT fkVmInstanceEOClusterEO FOREIGN KEY (clusterUuid) REFERENCES ClusterEO (uuid) ON DELETE SET NULL,
    ADD CONSTRAINT fkVmInstanceEOHostEO FOREIGN KEY (hostUuid) REFERENCES HostEO (uuid) ON DELETE SET NULL,
    ADD CONSTRAINT fkVmInstanceEOHostEO1 FOREIGN KEY (lastHostUuid) REFERENCES HostEO (uuid) ON DELETE SET NULL,
    ADD CONSTRAINT fkVmInstanceEOImageEO FOREIGN KEY (imageUuid) REFERENCES ImageEO (uuid) ON DELETE SET NULL,
    ADD INDEX idxVmInstanceEOname (name), ADD KEY idxType (type);
ALTER TABLE VmInstanceEO ADD CONSTRAINT fkVmInstanceEOVolumeEO FOREIGN KEY (rootVolumeUuid) REFERENCES cumulus.VolumeEO (uuid) ON DELETE SET NULL;
ALTER TABLE VmNicVO ADD CONSTRAINT fkVmNicVOVmInstanceEO FOREIGN KEY (vmInstanceUuid) REFERENCES VmInstanceEO (uuid) ON DELETE CASCADE;
ALTER TABLE VmNicVO ADD FOREIGN KEY (usedIpUuid) REFERENCES UsedIpVO (uuid) ON DELETE SET NULL;
ALTER TABLE UsedIpVO ADD CONSTRAINT fkUsedIpVOIpRangeEO FOREIGN KEY fkIndexOfRange (ipRangeUuid) REFERENCES IpRangeEO (uuid) ON DELETE CASCADE;
ALTER TABLE SessionVO ADD CONSTRAINT FOREIGN KEY (accountUuid) REFERENCES AccountVO (uuid) ON DELETE CASCADE;
ALTER TABLE AccountResourceRefVO ADD CONSTRAINT `fkAccountResourceRefVOAccountVO` FOREIGN KEY (`accountUuid`) REFERENCES `AccountVO`(`uuid`) ON DELETE NO ACTION;

# Index for table AccountResourceRefVO
CREATE INDEX idxAccountResourceRefVOresourceUuid ON AccountResourceRefVO (resourceUuid);
CREATE INDEX idxAccountResourceRefVOresourceType ON AccountResourceRefVO (resourceType(64));
CREATE UNIQUE INDEX ukAccountVOname ON AccountVO (name);
CREATE INDEX idxSystemTagVOtag USING BTREE ON SystemTagVO (tag(128)) COMMENT 'first part';
ALTER TABLE SystemTagVO ADD INDEX (resourceUuid), ADD INDEX (resourceUuid, resourceType);
ALTER TABLE UsedIpVO ADD UNIQUE (ip, l3NetworkUuid);
ALTER TABLE UsedIpVO ADD UNIQUE KEY ukIpInLong (l3NetworkUuid ASC, ipInLong DESC);
