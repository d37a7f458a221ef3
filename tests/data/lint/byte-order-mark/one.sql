-- expect: ST105
SELECT 1;
