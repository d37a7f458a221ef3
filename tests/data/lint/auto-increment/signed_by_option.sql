-- config: {"rules": {"auto-increment": {"unsigned": true, "bigint": true}}}
CREATE TABLE `T` (
    `id` BIGINT NOT NULL AUTO_INCREMENT, -- expect: TY111
    PRIMARY KEY (`id`)
) ENGINE=InnoDB;
