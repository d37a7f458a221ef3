CALL widen();
