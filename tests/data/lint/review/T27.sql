-- config: {"profile": "house", "targets": ["mariadb:10.11", "mysql:8.4"]}
-- says TY106 error, unsafe fix: `t`.`cooldown` is LONG
-- LONG is a text.
CREATE TABLE IF NOT EXISTS `t` (
    `uuid` VARCHAR(32) NOT NULL,
    `cooldown` LONG, -- expect: TY106
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
