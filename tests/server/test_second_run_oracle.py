"""The idempotency rules against real servers: they report exactly the statements that newly fail, or double.

Every history is run script by script, each once and then once more. What the server says of the second run is compared
with what the rules say offline. Scripts of MariaDB's own schemas are left out: they change the server's own databases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpora import corpora
from driftproof.language.split import client_command, split
from driftproof.live.connect import Connection, ServerError
from driftproof.model.findings import Finding
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind, Statement
from driftproof_lint.config import resolve
from driftproof_lint.linter import Project, lint, make_history, read_project
from driftproof_lint.rules import RULES
from support.database import Database

DATA = Path(__file__).parents[1] / "data" / "lint"
OWN = {"legacy": r"\bcloud\b", "guards": r"\bvms\b"}
"""Histories written for this project, in tests/data/lint, with the database that each names."""
SLOW = pytest.param("zoneminder", marks=pytest.mark.nightly)  # its rebuilds take MySQL four minutes
NAMES = ["mediawiki", "mediawiki-extensions", "roundcube", "icinga2", "cacti", "powerdns", *OWN, SLOW]
_QUIET = re.compile(r"\s*(SET|SELECT|PREPARE|DEALLOCATE|USE|DROP\s+PROCEDURE|CREATE\s+PROCEDURE)\b", re.IGNORECASE)
_MAKES_KEYS = re.compile(r"\s*(ALTER|CREATE|CALL|EXECUTE)\b", re.IGNORECASE)
At = tuple[str, int]


@dataclass(frozen=True)
class Second:
    """What a server did in the second run of a script: newly failed statements with numbers, and doubling ones."""

    failed: dict[int, int] = field(default_factory=dict)
    doubled: set[int] = field(default_factory=set)


def history(name: str, database: str) -> tuple[Script, ...]:
    """The scripts of a history, with the database that they name changed to the test's own."""
    if name in OWN:
        return tuple(_renamed(script, OWN[name], database) for script in read_project(DATA / name).scripts)
    corpus = next(one for one in corpora() if one.name == name)
    scripts = [
        Script(ScriptKind.REPEATABLE, name, name, one.name, one.text.encode("utf-8", "replace"), one.text)
        for name, one in ((f"{number:03} {one.name}", one) for number, one in enumerate(corpus.scripts))
    ]
    return tuple(_renamed(script, r"`zm`", f"`{database}`") for script in scripts)


def _renamed(script: Script, pattern: str, name: str) -> Script:
    text = re.sub(pattern, name, script.text)
    return Script(script.kind, script.name, script.path, script.description, text.encode(), text, script.version)


def statements(script: Script) -> list[Statement]:
    return [piece for piece in split(script.text) if piece.is_sql]


class Live:
    """A database in which scripts run, errors notwithstanding."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.settings = default_settings(database.server.flavor)

    def make(self) -> None:
        """Make the database anew, as the offline replay takes it to be."""
        with self.database.server.connection() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS `{self.database.name}`")
            charset, collation = self.settings.charset, self.settings.collation
            connection.execute(f"CREATE DATABASE `{self.database.name}` CHARACTER SET {charset} COLLATE {collation}")

    def run(self, script: Script, most: int | None = None) -> list[int]:
        """Run a script, or its first statements, in a new session; return each one's error number, 0 for none."""
        with self.database.connection() as connection:
            connection.execute(f"SET sql_mode = '{','.join(sorted(self.settings.sql_mode))}'")
            return [_run(connection, statement) for statement in statements(script)[:most]]

    def run_again(self, script: Script, first: list[int]) -> Second:
        """Run a script once more, and see which statements fail newly, add rows or add keys."""
        second = Second()
        rows, keys = self._rows(), self._keys()
        added: list[tuple[int, str]] = []
        made: list[tuple[int, tuple[str, str]]] = []
        with self.database.connection() as connection:
            connection.execute(f"SET sql_mode = '{','.join(sorted(self.settings.sql_mode))}'")
            now_rows, now_keys = dict(rows), keys
            for number, statement in enumerate(statements(script)):
                answer = _run(connection, statement)
                if answer and not first[number]:
                    second.failed[number] = answer
                if answer or _QUIET.match(statement.sql):
                    continue  # nothing came
                found = self._rows()
                added += [(number, table) for table in found if found[table] > now_rows.get(table, 0)]
                now_rows = found
                if _MAKES_KEYS.match(statement.sql):
                    found_keys = self._keys()
                    made += [(number, key) for key in found_keys - now_keys - keys]
                    now_keys = found_keys
        after, kept = self._rows(), self._keys()
        second.doubled.update(number for number, key in made if key in kept)
        second.doubled.update(number for number, table in added if after.get(table, 0) > rows.get(table, 0))
        return second

    def _rows(self) -> dict[str, int]:
        with self.database.connection() as connection:
            query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s AND table_type = %s"
            names = [row[0] for row in connection.rows(query, (self.database.name, "BASE TABLE"))]
            counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM `{name}`" for name in names)
            return {str(name): int(count) for name, count in connection.rows(counts)} if names else {}

    def _keys(self) -> frozenset[tuple[str, str]]:
        query = (
            "SELECT table_name, index_name FROM information_schema.statistics WHERE table_schema = %s"
            " UNION SELECT table_name, constraint_name FROM information_schema.table_constraints"
            " WHERE table_schema = %s"
        )
        schema = self.database.name
        with self.database.connection() as connection:
            return frozenset((str(table), str(name)) for table, name in connection.rows(query, (schema, schema)))

    def shape(self) -> object:
        """Everything that a later script can meet: columns, indexes, foreign keys, programs and how many rows."""
        name = self.database.name
        with self.database.connection() as connection:
            columns = connection.rows(
                "SELECT table_name, column_name, column_type, is_nullable FROM information_schema.columns"
                " WHERE table_schema = %s ORDER BY 1, ordinal_position",
                (name,),
            )
            programs = connection.rows(
                "SELECT routine_name FROM information_schema.routines WHERE routine_schema = %s ORDER BY 1", (name,)
            )
            keys = connection.rows(
                "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = %s ORDER BY 1",
                (name,),
            )
        return columns, programs, keys, self._keys(), self._rows()


def _run(connection: Connection, statement: Statement) -> int:
    if client_command(statement.sql):
        return 0
    try:
        connection.execute(statement.sql)
    except ServerError as error:
        if error.lost:
            raise
        return error.answer.number
    return 0


def on_server(scripts: tuple[Script, ...], database: Database) -> dict[At, int]:
    """What a server says of every script's second run: the number of each failing statement, 0 for a doubling one."""
    live, found = Live(database), {}
    live.make()
    for position, script in enumerate(scripts):
        first = live.run(script)
        once = live.shape()
        second = live.run_again(script, first)
        found |= {(script.name, number): answer for number, answer in second.failed.items()}
        found |= {(script.name, number): 0 for number in second.doubled}
        if live.shape() != once:
            live.make()
            for earlier in scripts[: position + 1]:
                live.run(earlier)
    return found


def offline(scripts: tuple[Script, ...], flavor: Flavor, database: str) -> dict[At, int]:
    """What the idempotency rules say of a whole second run: the number that each names, 0 for what doubles."""
    written = {"select": ["ID1"], "targets": [str(flavor)], "database": database}
    result = lint(Project(scripts), RULES, resolve(written, RULES))
    found = {}
    for script in scripts:
        mine = [one for one in result.findings if one.place.path == script.path and _is_proved(one)]
        for finding in mine:
            for at in _statements_of(script, finding):
                found[script.name, at] = finding.targets[0][1]
    return found


def _is_proved(finding: Finding) -> bool:
    """Whether a finding is about a whole second run, proved by replay."""
    about_helpers = {"ID120", "ID121", "ID122"}
    return bool(finding.targets) and finding.code not in about_helpers and "after a stop" not in finding.message


def _statements_of(script: Script, finding: Finding) -> Iterator[int]:
    """The script's statements that a finding is about: that of the CALL where it points into a procedure's body."""
    called = {(one.place.line, one.place.column) for one in finding.related if one.message == "called here"}
    for number, statement in enumerate(statements(script)):
        span = statement.sql_span or statement.span
        if called:
            if (span.line, span.column) in called:
                yield number
        elif span.start <= finding.start < span.end:
            yield number


@pytest.mark.parametrize("name", NAMES)
def test_rules_report_what_the_second_run_does(name: str, database: Database) -> None:
    scripts = history(name, database.name)
    said = offline(scripts, database.server.flavor, database.name)
    real = on_server(scripts, database)
    total = sum(len(statements(script)) for script in scripts)
    failing, doubling = sum(1 for number in real.values() if number), sum(1 for number in real.values() if not number)
    rules_failing = sum(1 for number in said.values() if number)
    print(  # noqa: T201 - the table of both counts
        f"\n| {name} | {database.server.flavor} | {len(scripts)} | {total} | {failing} | {doubling} | {rules_failing} |"
        f" {len(said) - rules_failing} |"
    )
    assert said == real, "\n".join(_differences(scripts, said, real))


def _differences(scripts: tuple[Script, ...], said: dict[At, int], real: dict[At, int]) -> Iterator[str]:
    texts = {script.name: statements(script) for script in scripts}
    for at in sorted(said.keys() | real.keys()):
        if said.get(at) != real.get(at):
            sql = " ".join(texts[at[0]][at[1]].sql.split())[:150]
            yield f"{at[0]} statement {at[1]}: rules {said.get(at)}, server {real.get(at)}: {sql}"


def stops(scripts: tuple[Script, ...], flavor: Flavor, database: str) -> set[tuple[str, int, int, int]]:
    """What the rules say of stops: the script, how many statements ran first, the one that then fails, its number."""
    config = resolve({"select": ["ID1"], "targets": [str(flavor)], "database": database}, RULES)
    found = set()
    for view in make_history(Project(scripts), config).scripts:
        for run in view.second_runs:
            if run.after_stop is not None and run.answer is not None:
                at = next(number for number, step in enumerate(view.steps) if step is run.step)
                found.add((view.script.name, run.after_stop, at, run.answer.number))
    return found


@pytest.mark.parametrize("name", ["mediawiki", "roundcube", "icinga2", "legacy"])
def test_what_fails_after_a_stop_fails_on_a_server(name: str, database: Database) -> None:
    scripts = history(name, database.name)
    said = stops(scripts, database.server.flavor, database.name)
    live, real = Live(database), set()
    for position, script in enumerate(scripts):
        for name_of, after, at, _ in sorted(said):
            if name_of == script.name:
                live.make()
                for earlier in scripts[:position]:
                    live.run(earlier)
                first = live.run(script, after)
                again = live.run(script, at + 1)
                real.add((script.name, after, at, again[at] if not first[at] else 0))
    assert said
    assert said == real
