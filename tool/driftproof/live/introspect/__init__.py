"""Reading a live schema in bulk: a fixed number of queries, whatever the number of tables."""

from driftproof.live.introspect.read import LiveSchema, ProgramText, introspect, schema_names

__all__ = ["LiveSchema", "ProgramText", "introspect", "schema_names"]
