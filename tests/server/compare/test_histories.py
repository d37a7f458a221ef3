"""Real histories on real servers: the printed install, and the changes from it to the end, leave no difference."""

from __future__ import annotations

import pytest

from corpora import corpora
from driftproof.compare.diff import diff
from driftproof.compare.render import render, render_schema
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.split import split
from driftproof.live.connect import Connection
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.model.syntax.commands import Several
from driftproof.replay.apply import apply
from driftproof.sources.live import read_live
from support.database import Database

NAMES = ["mediawiki", "roundcube", "icinga2", "cacti", "powerdns", "zoneminder"]


def ends(name: str, flavor: Flavor) -> tuple[Schema, Schema]:
    """The largest schema after the install and after every update, by definitions alone."""
    corpus = next(corpus for corpus in corpora() if corpus.name == name)
    catalog = Catalog(flavor).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci"))
    states: list[Schema] = []
    for script in corpus.scripts:
        for piece in split(script.text):
            catalog = _step(catalog, piece.sql) if piece.is_sql else catalog
        states.append(max(catalog.schemas.values(), key=lambda schema: len(schema.tables)))
    return states[0], states[-1]


def _step(catalog: Catalog, sql: str) -> Catalog:
    parsed = parse(sql, Dialect.of(catalog.flavor))
    session = Session.start(default_settings(catalog.flavor), "db")
    for action in [part.action for part in parsed.parts] if isinstance(parsed, Several) else [parsed]:
        if isinstance(action, Change):
            catalog = apply(catalog, action, session).catalog
    return catalog


def live(connection: Connection, name: str) -> Schema:
    return next(iter(read_live(connection, name).schemas.values()))


@pytest.mark.parametrize("name", NAMES)
def test_from_the_install_to_the_end(name: str, database: Database) -> None:
    flavor = database.server.flavor
    install, end = ends(name, flavor)
    with database.connection() as connection:
        connection.execute(f"ALTER DATABASE CHARACTER SET {install.charset} COLLATE {install.collation}")
        for piece in split(render_schema(install, flavor)):
            if piece.is_sql:
                connection.execute(piece.sql)
        before = live(connection, database.name)
        assert diff(before, install) == ()
        for change in diff(before, end):
            connection.execute(render(change, flavor))
        assert diff(live(connection, database.name), end) == ()
