select 'a' 'b;' "c;" _utf8mb4'd;' N'e;' X'3b';
