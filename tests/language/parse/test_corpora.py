"""Every statement of the practice corpora is understood, programs and all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

from corpora import Corpus, corpora
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.language.split import split
from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import RunBlock
from driftproof.model.syntax.programs import UnreadStatement

FLAVORS = ["mariadb:10.11", "mariadb:11.8", "mysql:5.7", "mysql:9.7"]
BOOTSTRAP = re.compile(r"maria_add_gis_sp_bootstrap|mysql_system_tables_data")
"""Scripts for ``--bootstrap``, where a statement ends with a semicolon at the end of a line."""


def statements(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield every statement of a corpus with its place."""
    for script in corpus.scripts:
        if BOOTSTRAP.search(script.name):
            for number, text in enumerate(re.split(r";[ \t]*\n", script.text)):
                yield f"{script.name}, statement {number}", text
            continue
        for statement in split(script.text):
            if statement.is_sql:
                yield f"{script.name}:{statement.span.line}", statement.sql


def bodies(node: object) -> Iterator[str]:
    """Yield the bodies of the programs that a statement defines or is."""
    if isinstance(node, CreateRoutine):
        yield node.routine.body
    elif isinstance(node, CreateTrigger):
        yield node.trigger.body
    elif isinstance(node, CreateEvent | RunBlock):
        yield node.event.body if isinstance(node, CreateEvent) else node.body
    else:
        yield from (body for part in parts(node) for body in bodies(part))


def parts(node: object) -> Iterator[object]:
    """Yield what a noun holds."""
    if isinstance(node, tuple):
        yield from node
    elif dataclasses.is_dataclass(node):
        yield from (getattr(node, field.name) for field in dataclasses.fields(node))


def not_understood(node: object) -> Iterator[str]:
    """Yield what was not read in a tree: the reason and the text."""
    if isinstance(node, Opaque) and node.answer is not None:
        return  # surely no SQL to this server: reserved words as names, options that went long ago
    if isinstance(node, Opaque | UnreadStatement):
        yield f"{node.reason}: {node.text[:120]!r}"
    else:
        for part in parts(node):
            yield from not_understood(part)


@pytest.mark.parametrize("flavor", FLAVORS)
def test_every_statement_is_understood(flavor: str) -> None:
    dialect = Dialect.of(Flavor.parse(flavor))
    counted, programs, problems = 0, 0, []
    for corpus in corpora():
        for place, sql in statements(corpus):
            found: Parsed = parse(sql, dialect)
            trees = [parse_program(body, dialect) for body in bodies(found)]
            counted += 1
            programs += len(trees)
            problems += [f"{corpus.name} {place}: {problem}" for problem in not_understood((found, tuple(trees)))]
    assert problems == []
    assert counted > 5000  # how many there are is up to the Debian release
    assert programs > 200
