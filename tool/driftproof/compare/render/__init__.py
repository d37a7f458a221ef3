"""Changes and schemas as SQL: one statement for a change, the definition of a table, a whole schema in valid order."""

from driftproof.compare.render.concise import concise
from driftproof.compare.render.schema import render_schema
from driftproof.compare.render.statement import render
from driftproof.compare.render.tables import render_table

__all__ = ["concise", "render", "render_schema", "render_table"]
