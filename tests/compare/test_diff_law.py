"""Law 2: the changes between two schemas, applied to the first, give the second."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftproof.compare.diff import diff
from driftproof.compare.render import render
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change, Opaque
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply
from script_strategies import scripts

FLAVORS = [Flavor.parse(text) for text in ("mariadb:10.5", "mariadb:10.11", "mariadb:11.8", "mysql:8.0", "mysql:9.7")]
slow = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def start(flavor: Flavor) -> tuple[Catalog, Session]:
    schema = Schema("db", "utf8mb4", "utf8mb4_unicode_ci")
    return Catalog(flavor).with_schema(schema), Session.start(default_settings(flavor), "db")


def replayed(statements: list[str], flavor: Flavor) -> Catalog:
    """The catalog after the statements; those that the server would refuse do nothing."""
    catalog, session = start(flavor)
    for sql in statements:
        change = parse(sql, Dialect.of(flavor))
        assert isinstance(change, Change), sql
        assert not isinstance(change, Opaque), (sql, change)
        catalog = apply(catalog, change, session).catalog
    return catalog


def applied(catalog: Catalog, changes: tuple[Change, ...], flavor: Flavor) -> Catalog:
    """The catalog after changes that go through SQL text; none may be refused."""
    session = start(flavor)[1]
    for change in changes:
        sql = render(change, flavor)
        read = parse(sql, Dialect.of(flavor))
        assert isinstance(read, Change)
        result = apply(catalog, read, session)
        assert result.answer is None, (sql, result.answer, [render(each, flavor) for each in changes])
        catalog = result.catalog
    return catalog


def in_any_index_order(schema: Schema) -> Schema:
    """The schema with indexes and foreign keys of its tables by name, for their order is not compared."""
    tables = {
        key: replace(
            table,
            indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
            foreign_keys=tuple(sorted(table.foreign_keys, key=lambda item: item.name)),
            checks=tuple(sorted(table.checks, key=lambda check: check.name)),
        )
        for key, table in schema.tables.items()
    }
    return replace(schema, tables=tables)


@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
@given(data=st.data())
@slow
def test_changes_between_two_schemas_make_the_one_the_other(flavor: Flavor, data: st.DataObject) -> None:
    before = replayed(data.draw(scripts(flavor)), flavor)
    after = replayed(data.draw(scripts(flavor)), flavor)
    result = applied(before, diff(before, after), flavor)
    assert diff(result, after) == ()
    assert in_any_index_order(result.schemas["db"]) == in_any_index_order(after.schemas["db"])


@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
@given(data=st.data())
@slow
def test_a_schema_does_not_differ_from_itself(flavor: Flavor, data: st.DataObject) -> None:
    catalog = replayed(data.draw(scripts(flavor)), flavor)
    assert diff(catalog, catalog) == ()
    assert diff(catalog.schemas["db"], catalog.schemas["db"]) == ()
