"""What servers show of their own objects reads, and printing it gives the same again."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.compare.render import render
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection
from driftproof.model.changes import CreateRoutine, CreateTable, CreateTrigger, CreateView
from driftproof.model.names import quote
from support.servers import Server

OBJECTS = """
    SELECT IF(table_type = 'VIEW', 'VIEW', 'TABLE'), table_schema, table_name FROM information_schema.tables
    WHERE table_schema IN ('mysql', 'sys', 'performance_schema')
    UNION ALL SELECT routine_type, routine_schema, routine_name FROM information_schema.routines
    WHERE routine_schema IN ('mysql', 'sys')
    UNION ALL SELECT 'TRIGGER', trigger_schema, trigger_name FROM information_schema.triggers
    WHERE trigger_schema = 'sys'
"""


def shown(connection: Connection) -> Iterator[tuple[str, str]]:
    """The name of every object of the server's own schemas, and its SHOW CREATE."""
    for kind, schema, name in connection.rows(OBJECTS):
        row = connection.rows(f"SHOW CREATE {kind} {quote(schema)}.{quote(name)}")[0]
        text = row[1] if kind in {"TABLE", "VIEW"} else row[2]
        if text is not None:  # routines of wrapped languages show nothing
            yield f"{kind} {schema}.{name}", text


def test_the_servers_own_objects_read_and_print(server: Server) -> None:
    dialect = Dialect.of(server.flavor)
    kinds = set()
    with server.connection() as connection:
        for name, text in shown(connection):
            change = parse(text, dialect)
            assert isinstance(change, CreateTable | CreateView | CreateRoutine | CreateTrigger), (name, text, change)
            assert not (isinstance(change, CreateView) and change.view.unsupported), (name, text)
            assert parse(render(change, server.flavor), dialect) == change, (name, text)
            kinds.add(type(change))
    assert kinds >= {CreateTable, CreateView, CreateRoutine}
