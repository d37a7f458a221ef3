-- config: {"select": ["guard-without-schema"]}
-- says ID117 error, safe fix: does not say which database it means
SELECT COUNT(*) INTO @n FROM information_schema.columns WHERE table_schema = 'app' AND table_name = 'A' AND column_name = 'b';
SELECT COUNT(*) INTO @n FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'A' AND column_name = 'b';
SELECT COUNT(*) INTO @n FROM information_schema.columns WHERE table_name = 'A' AND column_name = 'b'; -- expect: ID117
