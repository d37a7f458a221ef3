"""The linter against real servers: what it reports for a target is what that server refuses.

Every history is run on MariaDB 10.11 and on MySQL 9.7, statement by statement. Those that MariaDB accepts and MySQL
refuses must be those that findings name MySQL for, with its error number. Scripts of MariaDB's own schemas are left
out: they change the server's own databases.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora import corpus
from driftproof.language.split import client_command, split
from driftproof.live.connect import Connection, ServerError
from driftproof.model.findings import Finding
from driftproof.model.flavor import default_settings
from driftproof.model.scripts import Script, ScriptKind, Statement
from driftproof_lint.config import resolve
from driftproof_lint.linter import Project, lint, read_project
from driftproof_lint.rules import RULES
from support import servers
from support.database import drop_database, new_name

LEGACY = Path(__file__).parents[1] / "data" / "lint" / "legacy"
NAMES = ["mediawiki", "mediawiki-extensions", "roundcube", "icinga2", "cacti", "powerdns", "zoneminder", "legacy"]
ACCEPTS, REFUSES = "mariadb:10.11", "mysql:9.7"
GROUPS = ["CK", "TY", "NQ", "CS", "PO"]
"""The rules that speak of a first run."""
At = tuple[str, int]


@dataclass(frozen=True)
class Piece:
    """A statement of a history, by script and number, and where it stands in its script."""

    at: At
    statement: Statement


def history(name: str, database: str) -> tuple[Script, ...]:
    """The scripts of a history, with the database that they name changed to the test's own."""
    if name == "legacy":
        return tuple(_renamed(script, r"\bcloud\b", database) for script in read_project(LEGACY).scripts)
    found = []
    for number, one in enumerate(corpus(name).scripts):
        label = f"{number:03} {one.name}"
        found.append(
            Script(ScriptKind.REPEATABLE, label, label, one.name, one.text.encode("utf-8", "replace"), one.text)
        )
    return tuple(_renamed(script, r"`zm`", f"`{database}`") for script in found)


def _renamed(script: Script, pattern: str, name: str) -> Script:
    text = re.sub(pattern, name, script.text)
    return Script(script.kind, script.name, script.path, script.description, text.encode(), text, script.version)


def pieces(scripts: tuple[Script, ...]) -> Iterator[Piece]:
    for script in scripts:
        for number, statement in enumerate(one for one in split(script.text) if one.is_sql):
            yield Piece((script.name, number), statement)


def server_of(spec: str) -> servers.Server:
    """The server of the run that has this version."""
    found = [server for server in map(servers.obtain, servers.wanted()) if str(server.flavor).startswith(spec)]
    if not found:
        pytest.fail(f"this test needs {spec} among the servers of the run\n{servers.ADVICE}", pytrace=False)
    return found[0]


def answers(spec: str, scripts: tuple[Script, ...], database: str) -> dict[At, int]:
    """Run the scripts on a server, errors notwithstanding; return the number of each statement's error, or 0."""
    server = server_of(spec)
    settings = default_settings(server.flavor)
    found: dict[At, int] = {}
    with server.connection() as connection:
        words = f"CHARACTER SET {settings.charset} COLLATE {settings.collation}"
        connection.execute(f"CREATE DATABASE `{database}` {words}")
    try:
        for script in scripts:
            with server.connection(database) as connection:
                connection.execute(f"SET sql_mode = '{','.join(sorted(settings.sql_mode))}'")
                found |= {one.at: _number(connection, one.statement) for one in pieces((script,))}
    finally:
        with server.connection() as connection:
            drop_database(connection, database)
    return found


def _number(connection: Connection, statement: Statement) -> int:
    if client_command(statement.sql):
        return 0
    try:
        connection.execute(statement.sql)
    except ServerError as error:
        return error.answer.number
    return 0


def reported(scripts: tuple[Script, ...], database: str) -> dict[At, set[int]]:
    """The statements that findings name the refusing target for and not the accepting one, with the numbers."""
    config = resolve({"select": GROUPS, "targets": [ACCEPTS, REFUSES], "database": database}, RULES)
    everything = list(pieces(scripts))
    by_script: dict[str, list[Piece]] = {}
    for one in everything:
        by_script.setdefault(one.at[0], []).append(one)
    found: dict[At, set[int]] = {}
    spared: set[At] = set()
    for finding in lint(Project(scripts), RULES, config).findings:
        at = _statement(by_script.get(finding.place.path.rsplit("/", 1)[-1], []), finding)
        named = {target: number for target, number in finding.targets if number}
        if at is not None and REFUSES in named and ACCEPTS not in named:
            found.setdefault(at, set()).add(named[REFUSES])
        elif at is not None and ACCEPTS in named:
            spared.add(at)
    return {at: numbers for at, numbers in found.items() if at not in spared}


def _statement(candidates: list[Piece], finding: Finding) -> At | None:
    return next(
        (one.at for one in candidates if one.statement.span.start <= finding.start < one.statement.span.end), None
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_reported_for_a_target_is_what_it_refuses(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = new_name()
    scripts = history(name, database)
    accepting = answers(ACCEPTS, scripts, database)
    refusing = answers(REFUSES, scripts, database)
    live = {at: number for at, number in refusing.items() if number and not accepting[at]}
    said = {at: numbers for at, numbers in reported(scripts, database).items() if not accepting[at]}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: {len(accepting)} statements, {len(live)} refused by {REFUSES} alone, {len(said)} reported\n"
        )
    texts = {one.at: " ".join(one.statement.sql.split())[:100] for one in pieces(scripts)}
    missed = [(at, number, texts[at]) for at, number in live.items() if at not in said]
    wrong = [(at, sorted(numbers), texts[at]) for at, numbers in said.items() if at not in live]
    assert missed == []
    assert wrong == []
    assert all(live[at] in numbers for at, numbers in said.items()), "another number"
