SELECT 'a
b';
