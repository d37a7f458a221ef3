"""Running statements offline and on a server and comparing what they give: rows and error numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Catalog
from driftproof.model.errors import ServerAnswer
from driftproof.model.flavor import Flavor, Settings, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.session import Session
from driftproof.model.syntax.commands import RunQuery
from driftproof.model.syntax.queries import Select
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.reading import read_piece, session_dialect
from driftproof.replay.evaluate.refusal import Refusal
from driftproof.replay.evaluate.values import Unknown, to_text
from driftproof.replay.execute import VERBS
from driftproof.replay.replay import empty_catalog, run_statement
from driftproof.replay.state import State

SIGNALLED = "45000"
"""The SQLSTATE of an error that a program raised by SIGNAL; its message is the program's own."""

Shown = list[tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a statement gave: an error (number 0 for none), and rows as texts where it is a query."""

    number: int
    rows: Shown | None = None
    unknown: str = ""
    message: str = ""
    sqlstate: str = ""


class Offline:
    """A session without a server."""

    def __init__(self, settings: Settings, database: str, catalog: Catalog | None = None) -> None:
        start = catalog or empty_catalog(settings, database)
        self.state = State.start(start, Session.start(settings, database), VERBS)

    def run(self, sql: str) -> Answered:
        """Run one statement."""
        piece = next(piece for piece in split(sql, "\0") if piece.is_sql)
        action = read_piece(piece.sql, session_dialect(self.state))
        if isinstance(action, RunQuery) and not (isinstance(action.query, Select) and action.query.into):
            return self._ask(action)
        answer = run_statement(made_script(sql), piece, self.state).answer
        return refused(answer) if answer else Answered(0)

    def _ask(self, action: RunQuery) -> Answered:
        self.state.work = 0
        try:
            result = query_rows(action.query, Context(self.state))
        except Refusal as refusal:
            return refused(refusal.answer)
        self.state.row_count = -1
        rows: Shown = []
        for row in result.rows:
            values = [f"unknown: {value.reason}" if isinstance(value, Unknown) else value for value in row]
            rows.append(tuple(None if value is None else shown(value) for value in values))
        return Answered(0, rows, result.unknown)


def refused(answer: ServerAnswer) -> Answered:
    """Return an error as what a statement gave."""
    return Answered(answer.number, message=answer.message, sqlstate=answer.sqlstate)


def made_script(text: str, name: str = "case.sql") -> Script:
    """Return a script with this text."""
    return Script(ScriptKind.VERSIONED, name, name, "", text.encode(), text)


def live_settings(connection: Connection) -> Settings:
    """Return the settings of a real server."""
    flavor = Flavor.parse(connection.version_text)
    charset, collation, mode, explicit = connection.rows(
        "SELECT @@character_set_server, @@collation_server, @@sql_mode, @@explicit_defaults_for_timestamp"
    )[0]
    settings = replace(default_settings(flavor), charset=charset, collation=collation)
    return replace(settings.with_variables({"sql_mode": mode}), explicit_defaults_for_timestamp=bool(explicit))


def ask(connection: Connection, sql: str) -> Answered:
    """Run one statement on a server."""
    try:
        found = connection.rows(sql)
    except ServerError as error:
        return refused(error.answer)
    return Answered(0, [tuple(None if value is None else shown(value) for value in row) for row in found])


def shown(value: Any) -> str:
    """Return a value as the text that a client shows."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return to_text(value) if isinstance(value, int | Decimal | float | str) else str(value)


def differences(offline: Offline, connection: Connection, statements: Iterable[str]) -> list[str]:
    """Run statements both ways and return a line for each that gives something else."""
    wrong: list[str] = []
    for sql in statements:
        real, guessed = ask(connection, sql), offline.run(sql)
        where = " ".join(sql.split())[:160]
        if real.number != guessed.number:
            wrong.append(f"{where}: server {real.number}, offline {guessed.number}")
        elif guessed.sqlstate == SIGNALLED and real.message != guessed.message:
            wrong.append(f"{where}: server {real.message!r}, offline {guessed.message!r}")
        elif guessed.rows is not None and not guessed.unknown:
            wrong += _row_differences(where, real.rows or [], guessed.rows)
    return wrong


def _row_differences(where: str, real: Shown, guessed: Shown) -> list[str]:
    if len(real) != len(guessed):
        return [f"{where}: server {real}, offline {guessed}"]
    wrong = []
    for number, (one, two) in enumerate(zip(real, guessed, strict=True)):
        for place, (said, computed) in enumerate(zip(one, two, strict=True)):
            if said != computed and not (computed or "").startswith("unknown: "):
                wrong.append(f"{where}: row {number} column {place}: server {said!r}, offline {computed!r}")
    return wrong
