CREATE TABLE `t` (
	`a` INT NOT NULL, -- expect: ST102
		PRIMARY KEY (`a`)
);
