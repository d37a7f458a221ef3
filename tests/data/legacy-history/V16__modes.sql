SET @old_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'ANSI_QUOTES';
CREATE TABLE "quoted" ("a" INT NOT NULL PRIMARY KEY, "b" VARCHAR(10) NOT NULL DEFAULT 'x');
INSERT INTO "quoted" ("a") VALUES (1), (2);
UPDATE "quoted" SET "a" = "a" + 10;
SET SESSION sql_mode = @old_mode;
ALTER TABLE quoted ADD COLUMN c INT;
UPDATE quoted SET c = a, a = a + 100;
