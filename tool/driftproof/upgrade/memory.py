"""What a session remembers between statements: user variables, prepared texts, the last generated id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.names import quote
from driftproof.model.scripts import Statement
from driftproof.model.syntax.commands import Prepare, SetVariables
from driftproof.model.syntax.expressions import Literal, SystemVariable, UserVariable
from driftproof.upgrade.statements import first_word

_VARIABLE = re.compile(r"(?<![@\w$])@(?:`([^`]+)`|'([^']+)'|\"([^\"]+)\"|([\w$.]+))")
_LAST_ID = re.compile(r"\bLAST_INSERT_ID\s*\(", re.IGNORECASE)


@dataclass(slots=True)
class Memory:
    """What a journal keeps of a session: `variables` and the `last_id` as SQL literals, and `prepared` texts."""

    variables: dict[str, str] = field(default_factory=dict)
    prepared: dict[str, str] = field(default_factory=dict)
    last_id: int = 0
    _names: set[str] = field(default_factory=set)
    _seen: int = 0
    _wants_id: bool | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Memory:
        """Return what `read` returned once."""
        return cls(dict(kept["variables"]), dict(kept["prepared"]), int(kept["last_id"]))

    @property
    def assignments(self) -> tuple[str, ...]:
        """What gives a session the variables, as statements."""
        return tuple(f"SET @{quote(name)} = {value}" for name, value in self.variables.items())

    def meant(self, sql: str, connection: Connection | None = None) -> str:
        """Return the text that a statement runs: what was prepared for an EXECUTE, else its own.

        With a `connection`, a PREPARE that is about to run is remembered.
        """
        word = first_word(sql)
        if word == "PREPARE" and connection is not None:
            self._remember(sql, connection)
        if word != "EXECUTE":
            return sql
        found = re.match(r"\s*EXECUTE\s+`?([\w$]+)`?", sql, re.IGNORECASE)
        return self.prepared.get(found[1].lower(), sql) if found else sql

    def _remember(self, sql: str, connection: Connection) -> None:
        action = parse(sql, Dialect.of(connection.flavor).leniently())
        if not isinstance(action, Prepare):
            return
        text: object = action.source.text if isinstance(action.source, Literal) else None
        if isinstance(action.source, UserVariable):
            text = connection.value(f"SELECT @{quote(action.source.name)}")
        self.prepared[action.name.lower()] = text.decode() if isinstance(text, bytes) else str(text or "")

    def read(self, statements: Sequence[Statement], index: int, connection: Connection) -> dict[str, Any]:
        """Return, to be kept as JSON, what the session of a script holds before one of its statements (from 0)."""
        self._names |= {
            name.lower() for one in statements[self._seen : index] if "@" in one.sql for name in _names(one.sql)
        }
        self._seen = max(self._seen, index)
        names = sorted(self._names)
        wanted = [f"@{quote(name)}" for name in names]
        if self._wants_id is None:
            self._wants_id = any(_LAST_ID.search(one.sql) for one in statements)
        if self._wants_id:
            wanted.append("LAST_INSERT_ID()")
        values = connection.rows(f"SELECT {', '.join(wanted)}")[0] if wanted else ()
        variables = {name: _literal(value) for name, value in zip(names, values, strict=False)}
        return {"variables": variables, "prepared": self.prepared, "last_id": values[-1] if self._wants_id else 0}

    def restore(self, done: Sequence[Statement], connection: Connection) -> None:
        """Make a new session what it was behind these statements: its settings, variables and prepared texts."""
        self._assign(connection)  # settings may be put back from them
        for statement in done:
            if _sets_session(statement.sql, connection):
                connection.execute(statement.sql)
        for name, text in self.prepared.items():
            if text:
                connection.execute(f"SET @driftproof = {_literal(text)}")
                with suppress(ServerError):  # what it names is gone: it could not be executed any more
                    connection.execute(f"PREPARE {quote(name)} FROM @driftproof")
                connection.execute("SET @driftproof = NULL")
        self._assign(connection)
        if self.last_id:
            connection.execute(f"DO LAST_INSERT_ID({self.last_id})")

    def _assign(self, connection: Connection) -> None:
        if self.variables:
            assigned = ", ".join(f"@{quote(name)} = {value}" for name, value in self.variables.items())
            connection.execute(f"SET {assigned}")


def _names(sql: str) -> list[str]:
    return [next(filter(None, found)) for found in _VARIABLE.findall(sql)]


def _sets_session(sql: str, connection: Connection) -> bool:
    """Tell whether a statement chooses a schema, or sets more than user variables, whose values are kept."""
    word = first_word(sql)
    if word != "SET":
        return word == "USE"
    action = parse(sql, Dialect.of(connection.flavor).leniently())
    if not isinstance(action, SetVariables):
        return False
    return any(isinstance(one.target, SystemVariable) and one.target.scope != "global" for one in action.assignments)


def _literal(value: object) -> str:
    """Return a value of a user variable as SQL that gives the same type, under any sql_mode."""
    if value is None:
        return "NULL"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, float):
        return f"{value!r}E0" if "e" not in repr(value) else repr(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if isinstance(value, datetime | date | time | timedelta):
        value = str(value)
    return f"CONVERT(X'{str(value).encode().hex()}' USING utf8mb4)"
