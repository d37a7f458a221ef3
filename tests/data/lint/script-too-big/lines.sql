-- config: {"rules": {"script-too-big": {"lines": 2}}}
SELECT 1; -- expect: ST112
SELECT 2;
