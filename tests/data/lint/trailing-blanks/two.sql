SELECT 1, -- expect: ST103 
2	
;
