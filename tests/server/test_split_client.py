"""The splitter against the real clients: what they send, as the server's general log has it, is what `split` gives."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora import Corpus, corpora, corpus
from driftproof.language.split import client_command, split
from driftproof.live.address import parse_url
from driftproof.live.connect import connect
from support.client import Listener, listening
from support.servers import wanted

pytestmark = pytest.mark.server

CASES = Path(__file__).parents[1] / "data" / "split"
CORPORA = [
    *("zoneminder", "mediawiki", "mediawiki-extensions", "roundcube", "icinga2", "cacti", "powerdns"),
    *("mariadb-sys", "mariadb-system-tables", "mariadb-help"),
]
LEAST = 5000
"""Statements of all corpora together (8,121 in Debian 12): fewer means that something was not read."""

OTHERWISE_SKIPPING = {("mysql", "mysql_test_db.sql")}
"""Only the mariadb client takes ``---`` at the start of a statement for a comment."""

OTHERWISE_KEEPING = {
    *(("mariadb", "zm_update-1.35.24.sql"), ("mariadb", "cacti.sql"), ("mysql", "cacti.sql")),
    *(("mariadb", "mysql_test_db.sql"), ("mysql", "mysql_test_db.sql")),
}
"""After a block comment that is kept, clients no longer see DELIMITER; and ``---`` is sent, as a statement's start.

The splitter reads these scripts as without ``--comments`` (docs/splitting.md). Each must still be read otherwise.
"""

TOKEN = re.compile(
    r"""\\. | '(?:[^'\\]|\\.|'')*' | "(?:[^"\\]|\\.|"")*" | `[^`]*` | \s+
      | (?P<comment> \#[^\n]* | --(?=\s|$)[^\n]* | /\*(?!M?!)(?:/\*|(?!\*/).)*\*/ ) | .""",
    re.DOTALL | re.VERBOSE,
)
CREATED = re.compile(r"(?i)(/\*!\d*\s*)?create\b.*\b(function|procedure|trigger)\b", re.DOTALL)


def plain(sql: str) -> str:
    """A statement without comments, white space as single blanks, as the client and the log may change it."""
    text = "".join(
        " " if match["comment"] is not None or match[0].isspace() else match[0] for match in TOKEN.finditer(sql)
    )
    blanks = re.sub(
        r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`)|\s+""", lambda m: m[1] or " ", text, flags=re.DOTALL
    )
    bare = blanks.replace("\r\n", "\n").strip(" \t\n\v\f\r\0;")
    used = re.fullmatch(r"(?is)use\s+([`'\"]?)(.*)\1", bare)
    return f"use {used[2]}" if used else bare


def squeezed(sql: str) -> str:
    """A statement with its comments, but without white space and what choosing a database changes."""
    return re.sub(r"[\s;`]+", "", sql if not plain(sql).startswith("use ") else plain(sql))


def ours(text: str) -> list[str]:
    return [piece.sql for piece in split(text) if piece.is_sql and not client_command(piece.sql)]


def sent(received: list[str], expected: list[str]) -> list[str]:
    """What came in, without comments alone, the client's own questions, and statements of stored functions.

    Servers log the statements inside a function too, with NAME_CONST for its variables: those that stand in the text
    of one that `expected` creates are left out. MySQL's client chooses a database up to three times for one ``use``.
    """
    bodies = [plain(sql) for sql in expected if CREATED.match(sql)]
    kept: list[str] = []
    for statement in received:
        text = plain(statement)
        due = len(kept) < len(expected) and text == plain(expected[len(kept)])
        inside = any(text in body for body in bodies) or "NAME_CONST(" in text
        again = text.startswith("use ") and kept[-1:] == [text]
        if due or not (inside or again or text in ("", "SELECT DATABASE()")):
            kept.append(text if text.startswith("use ") else statement)
    return kept


@dataclass(frozen=True, slots=True)
class Room:
    """A listener and what its client needs: the options for reading scripts as of old."""

    listener: Listener
    options: tuple[str, ...]

    def run(self, scripts: list[str], folder: Path, *options: str, database: str) -> list[list[str]]:
        data = [script.encode() for script in scripts]
        everything = ("--default-character-set=utf8mb4", *self.options, *options)
        return self.listener.received(data, folder, *everything, database=database)

    def empty(self, database: str) -> None:
        connection = connect(parse_url(self.listener.url))
        try:
            connection.execute(f"DROP DATABASE IF EXISTS `{database}`")
            connection.execute(f"CREATE DATABASE `{database}`")
        finally:
            connection.close()


@pytest.fixture(scope="module", params=[spec for spec in wanted() if "://" not in spec] or ["local"])
def room(request: pytest.FixtureRequest) -> Iterator[Room]:
    with listening(request.param) as listener:
        # MySQL 9 reads client commands such as \g or use from a file only when asked to.
        yield Room(listener, ("--loose-commands",) if listener.program == "mysql" else ())


def run_corpus(room: Room, one: Corpus, folder: Path, option: str) -> list[tuple[str, list[str], list[str]]]:
    """Run a corpus; return each script's name, what `split` gives, and what came in."""
    room.empty(one.database)
    received = room.run([script.text for script in one.scripts], folder, option, database=one.database)
    expected = [ours(script.text) for script in one.scripts]
    names = [script.name for script in one.scripts]
    return [(name, wanted, sent(came, wanted)) for name, wanted, came in zip(names, expected, received, strict=True)]


def test_the_corpora_are_large_enough_to_prove_something() -> None:
    assert [one.name for one in corpora()] == CORPORA
    assert sum(len(ours(script.text)) for one in corpora() for script in one.scripts) >= LEAST


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_arrives_as_split_gives_it(room: Room, name: str, tmp_path: Path) -> None:
    for script, expected, came in run_corpus(room, corpus(name), tmp_path, "--skip-comments"):
        same = [plain(sql) for sql in came] == [plain(sql) for sql in expected]
        assert same != ((room.listener.program, script) in OTHERWISE_SKIPPING), script


@pytest.mark.parametrize("name", CORPORA)
def test_comments_inside_statements_arrive_where_split_has_them(room: Room, name: str, tmp_path: Path) -> None:
    for script, expected, came in run_corpus(room, corpus(name), tmp_path, "--comments"):
        same = [plain(sql) for sql in came] == [plain(sql) for sql in expected]
        assert same != ((room.listener.program, script) in OTHERWISE_KEEPING), script
        if same:
            for sql, arrived in zip(expected, came, strict=True):
                assert squeezed(sql) in squeezed(arrived)


def test_cases_arrive_as_split_gives_them(room: Room, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Where a client reads a case otherwise, a file of its name beside it says how; docs/splitting.md says why.

    A file with the version as well, ``mariadb-10.5.json``, goes before.
    """
    cases = sorted(path.parent for path in CASES.glob("*/input.sql"))
    texts = [(case / "input.sql").read_bytes().decode() for case in cases]
    received = room.run(texts, tmp_path, "--skip-comments", database="mysql")
    wrong = []
    for case, text, came in zip(cases, texts, received, strict=True):
        expected = [plain(sql) for sql in ours(text)]
        arrived = [plain(sql) for sql in sent(came, ours(text))]
        otherwise = case / f"{room.listener.series}.json"
        otherwise = otherwise if otherwise.exists() else case / f"{room.listener.program}.json"
        if pytestconfig.getoption("--update-golden"):
            otherwise.unlink(missing_ok=True)
            if arrived != expected:
                otherwise.write_text(json.dumps(arrived, ensure_ascii=False, indent=1) + "\n")
        known = json.loads(otherwise.read_text()) if otherwise.exists() else None
        if arrived != (expected if known is None else known) or known == expected:
            wrong.append((case.name, expected, arrived))
    assert wrong == []


def test_binary_mode_brings_every_byte(room: Room, tmp_path: Path) -> None:
    """NUL and CRLF are kept: otherwise the clients refuse a file with NUL and turn CRLF into LF, in strings as well."""
    texts = [(CASES / case / "input.sql").read_bytes().decode() for case in ("nul", "crlf")]
    received = room.run(texts, tmp_path, "--skip-comments", "--binary-mode", database="mysql")
    assert received == [ours(text) for text in texts]


COMMON = [*("select 1", "a", "1", " ", " ", "\n", "\n", ";", ";", "-- ", "#", "'", '"', "`", "''", "\\'", "\\\\")]
COMMON += ["\\g", "\n;\n"]
PLAIN = [*COMMON, "/*", "/*", "*/", "*/", "//", "\ndelimiter //\n", "\n;delimiter ;\n"]
EXECUTABLE = [*COMMON, "/*!", "*/"]
"""What random scripts are made of. Not both kinds of comment at once: the clients lose count when they nest."""


def read_otherwise(text: str) -> bool:
    """Whether a script has what clients are known to read otherwise (docs/splitting.md)."""
    return any(piece.open == "/*" or (piece.is_sql and "delimiter" in piece.sql) for piece in split(text))


def test_random_scripts_arrive_as_split_gives_them(room: Room, tmp_path: Path) -> None:
    chance = random.Random(20260101)
    texts = [
        "".join(chance.choices(chance.choice((PLAIN, EXECUTABLE)), k=chance.randrange(3, 25))) for _ in range(2000)
    ]
    texts = [text for text in texts if not read_otherwise(text)][:500]
    assert len(texts) == 500
    wrong = []
    for text, came in zip(texts, room.run(texts, tmp_path, "--skip-comments", database="mysql"), strict=True):
        # A client puts a blank after a comment, but behind a delimiter or backslash that follows: blanks do not count.
        expected, arrived = ([b for sql in side if (b := re.sub(r"\s", "", plain(sql)))] for side in (ours(text), came))
        if expected != arrived:
            wrong.append((text, expected, arrived))
    assert wrong == []
