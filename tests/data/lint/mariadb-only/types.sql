-- config: {"targets": ["mariadb:10.11", "mysql:8.4"]}
CREATE TABLE `T` (
    `a` UUID NOT NULL, -- expect: PO103
    `i` INET6 NULL, -- expect: PO103
    PRIMARY KEY (`a`)
) ENGINE=InnoDB;
