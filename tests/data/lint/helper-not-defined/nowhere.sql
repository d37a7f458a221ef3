CALL NO_SUCH_HELPER('A', 'b'); -- expect: ID120
