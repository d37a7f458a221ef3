SELECT 1; -- expect: ST103  
SELECT 2;
