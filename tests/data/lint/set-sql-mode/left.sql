SET sql_mode = ''; -- expect: DS121
DO 0;
