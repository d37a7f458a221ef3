SELECT 1； -- expect: ST106
