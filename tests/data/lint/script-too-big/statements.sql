-- config: {"rules": {"script-too-big": {"statements": 1}}}
SELECT 1; SELECT 2; -- expect: ST112
