-- config: {"select": ["guard-without-schema"], "rules": {"guard-without-schema": {"require-literal": true}}}
SELECT COUNT(*) INTO @n FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'A'; -- expect: ID117
SELECT COUNT(*) INTO @n FROM information_schema.tables WHERE table_schema = 'app' AND table_name = 'A';
