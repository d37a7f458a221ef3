"""Evaluation of expressions, queries and stored programs against a catalog and the rows that scripts put into it."""
