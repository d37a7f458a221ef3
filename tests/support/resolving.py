"""Catalogs for tests of name resolution, out of CREATE statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.parse.queries import read_query
from driftproof.language.split import split
from driftproof.model.catalog import NULL_DEFAULT, Catalog, Column, Schema, Table, View
from driftproof.model.changes import CreateTable, CreateView
from driftproof.model.flavor import Flavor, charset_of, default_collation, default_settings
from driftproof.model.session import Session
from driftproof.model.syntax.queries import Query
from driftproof.replay.resolve import resolve_view

DATA = Path(__file__).parents[1] / "data" / "resolve"


def lines(name: str) -> list[str]:
    """Return the lines of a file of cases that are no comments."""
    return [line for line in (DATA / name).read_text().splitlines() if line and not line.startswith("--")]


def query(text: str, flavor: Flavor) -> Query:
    """Read a query to its end."""
    cursor = Cursor(text, Dialect.of(flavor))
    found = read_query(cursor)
    assert cursor.at_end, cursor.token
    return found


def catalog_of(statements: Iterable[str], flavor: Flavor, schema: str) -> tuple[Catalog, Session]:
    """Return the catalog that CREATE TABLE and CREATE VIEW statements make, and a session in its one schema."""
    dialect = Dialect.of(flavor)
    session = Session.start(default_settings(flavor), schema)
    catalog = Catalog(flavor).with_schema(Schema(schema, "utf8mb4", default_collation("utf8mb4", flavor)))
    for statement in statements:
        found = parse(statement, dialect)
        own = catalog.schema(schema)
        assert own is not None
        if isinstance(found, CreateTable):
            table = settled(replace(found.table, name=found.name.name), flavor)
            catalog = catalog.with_schema(replace(own, tables={**own.tables, table.name: table}))
        elif isinstance(found, CreateView):
            resolved = resolve_view(query(found.view.text, flavor), catalog, session, found.view.columns)
            view = View(found.name.name, resolved.query_text, resolved.columns)
            catalog = catalog.with_schema(replace(own, views={**own.views, view.name: view}))
    return catalog, session


def settled(table: Table, flavor: Flavor) -> Table:
    """Return a table with charset, collation, NULL and default of its columns said."""
    collation = table.collation or default_collation(table.charset or "utf8mb4", flavor)
    return replace(table, columns=tuple(_settled(column, collation, flavor) for column in table.columns))


def _settled(column: Column, collation: str, flavor: Flavor) -> Column:
    if column.type.has_charset:
        own = default_collation(column.charset, flavor) if column.charset else collation
        collation = column.collation or own
        column = replace(column, charset=charset_of(collation), collation=collation)
    if column.nullable is None:
        column = replace(column, nullable=True)
    if column.nullable and column.default is None and column.generated is None:
        column = replace(column, default=NULL_DEFAULT)
    return replace(column, span=None)


def statements(text: str) -> list[str]:
    """Return the statements of a script."""
    return [statement.sql for statement in split(text) if statement.is_sql]
