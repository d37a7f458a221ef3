"""What was read without asking for the server reads the same for every server."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import unwrap
from pathlib import Path

import pytest

import driftproof.language
from corpora import corpora
from driftproof.language.lex import Dialect, lex
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.language.remember import remembered
from driftproof.language.split import split
from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger
from driftproof.model.flavor import Flavor
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import RunBlock

DATA = Path(__file__).parents[1] / "data"
FLAVORS = [Flavor.parse(name) for name in ("mariadb:10.11", "mysql:9.7", "mysql:5.7")]
MODES = [frozenset[str](), frozenset({"ANSI", "NO_BACKSLASH_ESCAPES"})]


def scripts() -> Iterator[str]:
    """Yield the texts of the corpora and of all cases."""
    for corpus in corpora():
        yield from (script.text for script in corpus.scripts)
    for path in sorted(DATA.rglob("*.sql")):
        yield path.read_text(encoding="utf-8", errors="replace")


@cache
def statements() -> tuple[str, ...]:
    """Return every statement of the corpora and of all cases, once."""
    return tuple(dict.fromkeys(piece.sql for text in scripts() for piece in split(text) if piece.is_sql))


def body(action: Parsed) -> str:
    """Return the body of the program that a statement defines or is, or an empty text."""
    if isinstance(action, CreateRoutine):
        return action.routine.body
    if isinstance(action, CreateTrigger):
        return action.trigger.body
    if isinstance(action, CreateEvent):
        return action.event.body
    return action.body if isinstance(action, RunBlock) else ""


@pytest.mark.parametrize(("modes", "flavors"), [(MODES[0], FLAVORS), (MODES[1], FLAVORS[:2])], ids=["default", "ANSI"])
def test_what_is_read_unasked_is_read_alike_for_every_server(modes: frozenset[str], flavors: list[Flavor]) -> None:
    asked, unasked = 0, 0
    read_program = unwrap(parse_program)
    for sql in statements():
        readings = [Dialect.of(flavor, modes) for flavor in flavors]
        found = [parse(sql, reading) for reading in readings]
        assert len({reading.asked for reading in readings}) == 1, sql
        if readings[0].asked:
            asked += 1
        else:
            unasked += 1
            assert found == found[:1] * len(found), sql
        if program := body(found[0]):
            readings = [reading.unasked() for reading in readings]
            trees = [read_program(program, reading) for reading in readings]
            assert readings[0].asked or trees == trees[:1] * len(trees), program
    assert unasked > asked > 100


def test_readers_have_the_server_from_the_dialect_that_notes_it() -> None:
    folder = Path(driftproof.language.__file__).parent
    touching = [path.name for path in folder.rglob("*.py") if "._flavor" in path.read_text(encoding="utf-8")]
    assert touching == ["lex.py"]


@pytest.mark.parametrize(
    ("sql", "times"),
    [
        ("CREATE TABLE t (a int PRIMARY KEY, b varchar(10) DEFAULT 'x')", 1),
        ("ALTER TABLE t ADD COLUMN a int", 1),
        ("SELECT 1 /* no version */", 1),
        ("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int", 2),
        ("ALTER TABLE t ADD COLUMN rank int", 2),
        ("CREATE TABLE t (a int) /*!50100 ENGINE = InnoDB */", 2),
        ("SELECT '/*!'", 2),
        ("CREATE TABLE t (a int DEFAULT (1))", 2),
        ("SELECT FROM", 1),
    ],
)
def test_a_text_is_read_once_where_no_server_is_asked_for(sql: str, times: int) -> None:
    read: list[str] = []

    @remembered(maxsize=8)
    def reader(text: str, dialect: Dialect) -> Parsed:
        read.append(text)
        return parse(text, dialect)

    found = {reader(sql, Dialect.of(flavor)) for flavor in FLAVORS[:2] for _ in range(2)}
    assert read == [sql] * times
    assert found == {parse(sql, Dialect.of(flavor)) for flavor in FLAVORS[:2]}


def test_modes_are_read_apart() -> None:
    read: list[str] = []

    @remembered(maxsize=8)
    def reader(text: str, dialect: Dialect) -> str:
        read.append(text)
        return lex(text, dialect)[0].kind.value

    assert [reader('"a"', Dialect.of(FLAVORS[0], modes)) for modes in MODES] == ["string", "quoted name"]
    assert len(read) == 2
