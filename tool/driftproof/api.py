"""The public Python API: the operations that the command line, the linter, the tests and Python users call."""
