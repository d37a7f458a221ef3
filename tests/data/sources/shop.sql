CREATE TABLE `country` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `iso` char(2) CHARACTER SET latin1 NOT NULL,
  `name` varchar(80) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ukIso` (`iso`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `city` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `country_id` bigint unsigned NOT NULL,
  `name` varchar(120) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ixCountry` (`country_id`),
  CONSTRAINT `fkCityCountry` FOREIGN KEY (`country_id`) REFERENCES `country` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `address` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `city_id` bigint unsigned NOT NULL,
  `street` varchar(200) DEFAULT NULL,
  `zip` varchar(12) DEFAULT '',
  PRIMARY KEY (`id`),
  CONSTRAINT `fkAddrCity` FOREIGN KEY (`city_id`) REFERENCES `city` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `customer` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL,
  `born` date DEFAULT NULL,
  `address_id` bigint unsigned DEFAULT NULL,
  `last_order_id` bigint unsigned DEFAULT NULL,
  `kind` enum('person','firm','o''ther') NOT NULL DEFAULT 'person',
  `flags` set('a','b','c') DEFAULT NULL,
  `name` varchar(90) NOT NULL,
  `full` varchar(300) GENERATED ALWAYS AS (concat(`name`,' <',`email`,'>')) STORED,
  `initial` char(1) GENERATED ALWAYS AS (left(`name`,1)) VIRTUAL,
  `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `changed` datetime(3) DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`),
  UNIQUE KEY `ukEmail` (`email`),
  KEY `ixName` (`name`(20)),
  KEY `ixInitial` (`initial`),
  CONSTRAINT `fkCustAddr` FOREIGN KEY (`address_id`) REFERENCES `address` (`id`) ON DELETE SET NULL,
  CONSTRAINT `ckEmail` CHECK (`email` like '%@%')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `category` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `parent_id` bigint unsigned DEFAULT NULL,
  `title` varchar(100) NOT NULL COMMENT 'shown; not '';'' x',
  PRIMARY KEY (`id`),
  KEY `ixParent` (`parent_id`),
  CONSTRAINT `fkCatParent` FOREIGN KEY (`parent_id`) REFERENCES `category` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `product` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `sku` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `category_id` bigint unsigned NOT NULL,
  `title` varchar(200) NOT NULL,
  `body` mediumtext,
  `price` decimal(12,2) unsigned NOT NULL DEFAULT '0.00',
  `weight` float DEFAULT NULL,
  `size` double(8,3) DEFAULT NULL,
  `attrs` json DEFAULT NULL,
  `bits` bit(5) DEFAULT b'101',
  `hash` binary(16) DEFAULT NULL,
  `made` year DEFAULT NULL,
  `ok` tinyint(1) NOT NULL DEFAULT '1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `ukSku` (`sku`),
  KEY `ixCat` (`category_id`,`price`),
  FULLTEXT KEY `ftBody` (`title`,`body`),
  CONSTRAINT `fkProdCat` FOREIGN KEY (`category_id`) REFERENCES `category` (`id`),
  CONSTRAINT `ckPrice` CHECK (`price` >= 0 and `price` < 1000000)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` bigint unsigned NOT NULL,
  `total` decimal(14,2) NOT NULL DEFAULT '0.00',
  `placed` datetime NOT NULL,
  `state` varchar(20) NOT NULL DEFAULT 'new',
  PRIMARY KEY (`id`),
  KEY `ixCust` (`customer_id`),
  CONSTRAINT `fkOrderCust` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE `customer` ADD CONSTRAINT `fkCustLast` FOREIGN KEY (`last_order_id`) REFERENCES `orders` (`id`) ON DELETE SET NULL;

CREATE TABLE `order_line` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `order_id` bigint unsigned NOT NULL,
  `product_id` bigint unsigned NOT NULL,
  `qty` int NOT NULL DEFAULT '1',
  `price` decimal(12,2) NOT NULL,
  `sum` decimal(16,2) GENERATED ALWAYS AS (`qty` * `price`) VIRTUAL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ukLine` (`order_id`,`product_id`),
  CONSTRAINT `fkLineOrder` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fkLineProd` FOREIGN KEY (`product_id`) REFERENCES `product` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `audit` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `at` datetime NOT NULL,
  `what` varchar(60) NOT NULL,
  `who` varchar(90) DEFAULT NULL,
  PRIMARY KEY (`id`,`at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
PARTITION BY RANGE (year(`at`))
(PARTITION `p2023` VALUES LESS THAN (2024) ENGINE = InnoDB,
 PARTITION `p2024` VALUES LESS THAN (2025) ENGINE = InnoDB,
 PARTITION `pmax` VALUES LESS THAN MAXVALUE ENGINE = InnoDB);

CREATE TABLE `old_latin` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `naam` varchar(50) DEFAULT NULL,
  `txt` text,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COMMENT='Größe: altes \\ Zeug';

CREATE TABLE `session` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `token` char(64) NOT NULL,
  `data` blob,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ukTok` (`token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;

CREATE TABLE `ext_00` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `product_id` bigint unsigned NOT NULL,
  `v0` varchar(10) DEFAULT 'x0',
  `n` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `ixP` (`product_id`,`n` DESC),
  CONSTRAINT `fkExt00` FOREIGN KEY (`product_id`) REFERENCES `product` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `ext_01` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `product_id` bigint unsigned NOT NULL,
  `v1` varchar(11) DEFAULT 'x1',
  `n` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `ixP` (`product_id`,`n` DESC),
  CONSTRAINT `fkExt01` FOREIGN KEY (`product_id`) REFERENCES `product` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE OR REPLACE VIEW `v_base` AS select `o`.`id` AS `id`,`o`.`customer_id` AS `customer_id`,`l`.`sum` AS `sum` from `orders` `o` join `order_line` `l` on `l`.`order_id` = `o`.`id`;
CREATE OR REPLACE VIEW `v_cust` AS select `c`.`name` AS `name`,sum(`b`.`sum`) AS `spent` from `customer` `c` left join `v_base` `b` on `b`.`customer_id` = `c`.`id` group by `c`.`id`,`c`.`name`;
CREATE OR REPLACE VIEW `a_top` AS select `name` from `v_cust` where `spent` > 100 order by `spent` desc;
DELIMITER //
CREATE TRIGGER `trgLineAi` AFTER INSERT ON `order_line` FOR EACH ROW
BEGIN
  UPDATE `orders` SET `total` = `total` + NEW.`qty` * NEW.`price` WHERE `id` = NEW.`order_id`;
  INSERT INTO `audit` (`at`, `what`) VALUES (NOW(), CONCAT('line;', NEW.`id`));
END //
CREATE TRIGGER `trgLineAi2` AFTER INSERT ON `order_line` FOR EACH ROW SET @n = 1 //
CREATE TRIGGER `trgCustBu` BEFORE UPDATE ON `customer` FOR EACH ROW SET NEW.`email` = LOWER(NEW.`email`) //
CREATE PROCEDURE `close_orders`(IN days INT, OUT n INT) COMMENT 'closes''em'
BEGIN
  DECLARE done INT DEFAULT 0;
  UPDATE `orders` SET `state` = 'closed' WHERE `placed` < NOW() - INTERVAL days DAY;
  SET n = ROW_COUNT();
END //
CREATE FUNCTION `vat`(p DECIMAL(12,2)) RETURNS DECIMAL(12,2) DETERMINISTIC NO SQL RETURN ROUND(p * 0.19, 2) //
CREATE EVENT `ev_purge` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 00:00:00' ON COMPLETION PRESERVE DO DELETE FROM `session` WHERE `id` < 0 //
DELIMITER ;
