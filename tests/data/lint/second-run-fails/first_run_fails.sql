-- What fails at once is no matter of running twice.
UPDATE `NoSuchTable` SET `a` = 1;
