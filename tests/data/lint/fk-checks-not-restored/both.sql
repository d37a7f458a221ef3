SET unique_checks = 0; -- expect: DS117
SET foreign_key_checks = OFF;
SET foreign_key_checks = 1;
DO 0