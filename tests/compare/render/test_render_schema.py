"""A catalog printed and replayed is the catalog."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftproof.compare.diff import diff
from driftproof.compare.render import render_schema, render_table
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Column, ColumnType, Index, IndexKind, IndexPart, Schema, Table
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply
from script_strategies import scripts

FLAVORS = [Flavor.parse("mariadb:10.11"), Flavor.parse("mysql:8.0"), Flavor.parse("mysql:9.7")]


def replayed(statements: list[str], flavor: Flavor, *, strictly: bool) -> Catalog:
    catalog = Catalog(flavor).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci"))
    session = Session.start(default_settings(flavor), "db")
    for sql in statements:
        change = parse(sql, Dialect.of(flavor))
        assert isinstance(change, Change)
        result = apply(catalog, change, session)
        assert result.answer is None or not strictly, (sql, result.answer)
        catalog = result.catalog
    return catalog


@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_printed_schema_replays_to_itself(flavor: Flavor, data: st.DataObject) -> None:
    catalog = replayed(data.draw(scripts(flavor)), flavor, strictly=False)
    text = render_schema(catalog.schemas["db"], flavor)
    again = replayed([piece.sql for piece in split(text) if piece.is_sql], flavor, strictly=True)
    assert diff(again, catalog) == ()


def test_what_goes_without_saying_is_not_said() -> None:
    columns = (
        Column("id", ColumnType("int"), False),
        Column("a", ColumnType("varchar", (9,)), True, charset="utf8mb4", collation="utf8mb4_bin"),
        Column("b", ColumnType("text"), False, charset="latin1", collation="latin1_bin", comment="it's"),
    )
    primary = Index("PRIMARY", IndexKind.PRIMARY, (IndexPart("id"),))
    table = Table("t", columns, (primary,), engine="InnoDB", charset="utf8mb4", collation="utf8mb4_bin")
    assert render_table(table, FLAVORS[2]) == (
        "CREATE TABLE `t` (\n"
        "  `id` int NOT NULL,\n"
        "  `a` varchar(9) NULL,\n"
        "  `b` text CHARACTER SET latin1 COLLATE latin1_bin NOT NULL COMMENT 'it''s',\n"
        "  PRIMARY KEY (`id`)\n"
        ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"
    )
