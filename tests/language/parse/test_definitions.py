from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.definitions import read_definition
from driftproof.language.split import split
from driftproof.model.changes import AlterTable, Change, CreateTable
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import Other

CASES = Path(__file__).parents[2] / "data" / "parse"
FLAVORS = [Flavor.parse("mariadb:11.8"), Flavor.parse("mysql:9.7")]


def read(sql: str, flavor: Flavor) -> Change | Other:
    return read_definition(Cursor(sql, Dialect.of(flavor)))


def statements(path: Path) -> Iterator[str]:
    return (piece.sql for piece in split(path.read_text(encoding="utf-8")) if piece.is_sql)


def show(value: object) -> str:
    """A value with the fields that differ from their defaults, places in the text left out."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple):
        return "(" + ", ".join(show(item) for item in value) + ")"
    if not is_dataclass(value):
        return repr(value)
    shown = [
        f"{field.name}={show(getattr(value, field.name))}"
        for field in fields(value)
        if field.name not in {"span", "spans"} and getattr(value, field.name) != default(field)
    ]
    return f"{type(value).__name__}({', '.join(shown)})"


def default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def report(sql: str) -> str:
    """What a statement reads as, once where all flavors agree."""
    results: dict[str, list[str]] = {}
    for flavor in FLAVORS:
        try:
            text = show(read(sql, flavor))
        except Unreadable as error:
            text = f"unreadable at {error.offset}: {error.reason}"
        results.setdefault(text, []).append(flavor.vendor)
    lines = [f"{text}" if len(results) == 1 else f"[{' '.join(names)}] {text}" for text, names in results.items()]
    return "\n".join([sql, *(f"  = {line}" for line in lines)]) + "\n"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_case(case: str, golden: Callable[[Path, str], None]) -> None:
    golden(CASES / case / "expected.txt", "\n".join(report(sql) for sql in statements(CASES / case / "input.sql")))


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir() if path.name != "unreadable"))
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_everything_else_is_readable(case: str, flavor: Flavor) -> None:
    for sql in statements(CASES / case / "input.sql"):
        if flavor.is_mariadb or "CREATE TABLE mariadb_" not in sql:
            read(sql, flavor)
            continue
        with pytest.raises(Unreadable, match="in parentheses expected"):
            read(sql, flavor)


@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_unreadable_says_where(flavor: Flavor) -> None:
    for sql in statements(CASES / "unreadable" / "input.sql"):
        with pytest.raises(Unreadable) as caught:
            read(sql, flavor)
        assert 0 < caught.value.offset <= len(sql)
        assert "found" in caught.value.reason


def test_spans_are_the_text_of_definitions() -> None:
    sql = "CREATE TABLE t ( a INT NOT NULL UNIQUE COMMENT 'x' , KEY i (a) USING BTREE ,CONSTRAINT c CHECK (a > 1) )"
    created = read(sql, FLAVORS[0])
    assert isinstance(created, CreateTable)
    table = created.table
    spans = [item.span for item in (*table.columns, *table.indexes, *table.checks)]
    assert [sql[span[0] : span[1]] for span in spans if span] == [
        "a INT NOT NULL UNIQUE COMMENT 'x'",
        "UNIQUE",
        "KEY i (a) USING BTREE",
        "CONSTRAINT c CHECK (a > 1)",
    ]


def test_every_action_has_its_span() -> None:
    sql = (
        "ALTER TABLE t ADD a INT UNIQUE FIRST, LOCK=NONE, ADD (b INT, KEY k (b)) , DROP COLUMN c CASCADE, ENGINE=InnoDB"
    )
    altered = read(sql, FLAVORS[0])
    assert isinstance(altered, AlterTable)
    assert [sql[start:end] for start, end in altered.spans] == [
        "ADD a INT UNIQUE FIRST",
        "UNIQUE",
        "b INT",
        "KEY k (b)",
        "DROP COLUMN c CASCADE",
        "ENGINE=InnoDB",
    ]
    assert len(altered.actions) == len(altered.spans)


def test_bodies_say_where_they_start() -> None:
    sql = "CREATE PROCEDURE p() COMMENT 'x'\nBEGIN\n  SELECT 1;\nEND /* behind */"
    created: Any = read(sql, FLAVORS[0])
    assert created.routine.body == "BEGIN\n  SELECT 1;\nEND"
    assert sql[created.routine.body_offset :].startswith("BEGIN\n")
