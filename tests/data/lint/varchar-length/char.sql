CREATE TABLE `T` (
    `a` CHAR(64) NOT NULL,
    `b` CHAR(65) NULL, -- expect: TY113
    PRIMARY KEY (`a`)
);
