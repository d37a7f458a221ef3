"""What names in views mean offline is what servers make of them: columns, text, error number and message."""

from __future__ import annotations

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import ServerError
from driftproof.model.changes import CreateView
from driftproof.replay.resolve import resolve_view
from support.database import Database
from support.resolving import DATA, catalog_of, lines, query, statements

TABLES = statements((DATA / "tables.sql").read_text())


def test_views(database: Database) -> None:
    flavor = database.server.flavor
    database.run(["SET sql_mode = ''", *TABLES])
    catalog, session = catalog_of(TABLES, flavor, database.name)
    wrong: list[tuple[object, ...]] = []
    made = refused = 0
    with database.connection() as connection:
        connection.execute("SET sql_mode = ''")
        for text in lines("views.sql"):
            offline = resolve_view(query(text, flavor), catalog, session)
            try:
                connection.execute(f"CREATE OR REPLACE VIEW v AS {text}")
            except ServerError as error:
                refused += 1
                said = (error.answer.number, error.answer.message)
                if offline.answer is None or (offline.answer.number, offline.answer.message) != said:
                    wrong.append((text, said, offline))
                continue
            made += 1
            shown = parse(str(connection.rows("SHOW CREATE VIEW v")[0][1]), Dialect.of(flavor))
            assert isinstance(shown, CreateView), shown
            names = tuple(str(row[0]) for row in connection.rows("SHOW COLUMNS FROM v"))
            again = resolve_view(query(shown.view.text, flavor), catalog, session)
            if (offline.columns, offline.query_text, offline.answer) != (names, again.query_text, None):
                wrong.append((text, names, again, offline))
    assert wrong == []
    assert made > 70
    assert refused > 12
