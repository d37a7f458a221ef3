RENAME TABLE HostAddressVO TO HostIpVO;
ALTER TABLE HostIpVO CHANGE ip address varchar(255) NOT NULL;
