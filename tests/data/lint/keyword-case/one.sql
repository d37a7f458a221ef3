select 1; -- expect: ST109
