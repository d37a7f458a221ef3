"""How large the tables of a live database are."""

from __future__ import annotations

from driftproof.live.connect import Connection
from driftproof.model.difference import TableSize

_QUERY = """
    SELECT `TABLE_NAME`, COALESCE(`TABLE_ROWS`, 0), COALESCE(`DATA_LENGTH`, 0) + COALESCE(`INDEX_LENGTH`, 0)
    FROM `information_schema`.`TABLES` WHERE `TABLE_SCHEMA` = %s AND `TABLE_TYPE` <> 'VIEW'
"""


def read_sizes(connection: Connection, schema: str) -> dict[str, TableSize]:
    """Return the sizes of the tables of a database by name, by the engine's own estimate; one query."""
    found = connection.rows(_QUERY, (schema,))
    return {str(name): TableSize(int(str(rows)), int(str(size))) for name, rows, size in found}
