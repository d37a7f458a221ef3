SELECT 1; -- expect: ST104
SELECT 2;
