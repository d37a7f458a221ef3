SELECT 1; -- expect: ST104
