SELECT 'a	b';
SELECT '
	x';
