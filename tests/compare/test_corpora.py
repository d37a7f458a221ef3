"""Law 2 on real histories: from nothing to an install, from the install to after every update, and back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpora import corpora
from driftproof.compare.diff import diff
from driftproof.compare.render import render, render_schema
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.model.syntax.commands import Several
from driftproof.replay.apply import apply

FLAVORS = [Flavor.parse("mariadb:10.11"), Flavor.parse("mysql:9.7")]
NAMES = ["zoneminder", "mediawiki", "roundcube", "icinga2", "cacti", "powerdns", "mariadb-sys", "mariadb-system-tables"]


def start(flavor: Flavor) -> tuple[Catalog, Session]:
    catalog = Catalog(flavor).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci"))
    session = Session.start(default_settings(flavor), "db")
    return catalog, session


def step(catalog: Catalog, sql: str, session: Session) -> Catalog:
    """The catalog after the definitions in a text; other statements and refused ones do nothing."""
    parsed = parse(sql, Dialect.of(catalog.flavor))
    for action in [part.action for part in parsed.parts] if isinstance(parsed, Several) else [parsed]:
        if isinstance(action, Change):
            catalog = apply(catalog, action, session).catalog
    return catalog


def history(name: str, flavor: Flavor) -> list[Catalog]:
    """The catalogs at the start, after each tenth script and at the end."""
    corpus = next(corpus for corpus in corpora() if corpus.name == name)
    catalog, session = start(flavor)
    found = [catalog]
    for number, script in enumerate(corpus.scripts):
        for piece in split(script.text):
            if piece.is_sql:
                catalog = step(catalog, piece.sql, session)
        if number % 10 == 0:
            found.append(catalog)
    return [*found, catalog]


def applied(catalog: Catalog, changes: tuple[Change, ...]) -> Catalog:
    session = start(catalog.flavor)[1]
    for change in changes:
        sql = render(change, catalog.flavor)
        read = parse(sql, Dialect.of(catalog.flavor))
        assert isinstance(read, Change)
        result = apply(catalog, read, session)
        assert result.answer is None, (sql, result.answer)
        catalog = result.catalog
    return catalog


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_changes_between_the_states_of_a_history(name: str, flavor: Flavor) -> None:
    states = history(name, flavor)
    assert states[-1].schemas["db"] != states[0].schemas["db"]
    for before, after in [*pairwise(states), (states[0], states[-1]), (states[-1], states[1])]:
        assert diff(applied(before, diff(before, after)), after) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_the_printed_end_of_a_history_is_that_end(name: str, flavor: Flavor) -> None:
    end = history(name, flavor)[-1]
    for schema in end.schemas.values():
        empty = Schema(schema.name, schema.charset, schema.collation)
        catalog = Catalog(flavor, end.rules).with_schema(empty)
        session = Session.start(default_settings(flavor), schema.name)
        for piece in split(render_schema(schema, flavor)):
            if piece.is_sql:
                catalog = step(catalog, piece.sql, session)
        assert diff(catalog.schemas[end.rules.key(schema.name)], schema) == ()
