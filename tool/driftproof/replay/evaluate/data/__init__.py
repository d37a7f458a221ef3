"""Rows that scripts put into tables: inserted, changed, deleted, and carried along by ALTER TABLE."""
