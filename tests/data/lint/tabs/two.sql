SELECT 1,
 	2; -- expect: ST102
