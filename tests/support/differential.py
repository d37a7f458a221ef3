"""Running a script offline and on a server, statement by statement, and telling where the two part."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Catalog, Index, Schema, Table
from driftproof.model.changes import Opaque
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind, Statement, StatementKind
from driftproof.model.session import Session
from driftproof.replay.execute import VERBS
from driftproof.replay.replay import run_statement
from driftproof.replay.state import State

ONLY = re.compile(r"^\s*--\s*only:\s*(?P<servers>.*)$", re.MULTILINE)


@dataclass
class Outcome:
    """What running a script both ways gave: a line for each statement that ended otherwise, and for each table."""

    statements: int = 0
    wrong: list[str] = field(default_factory=list)
    recorded: Recorded = field(default_factory=lambda: Recorded())


@dataclass
class Recorded:
    """What a server said to a script: an error number a statement, and every table at the end as it shows it."""

    version: str = ""
    charset: str = ""
    collation: str = ""
    answers: list[int] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Recorded:
        return cls(**json.loads(text))


SCRIPT = Script(ScriptKind.REPEATABLE, "script.sql", "script.sql", "", b"", "")


class Offline:
    """The offline half: what statements leave behind, one after the other, as replay runs them."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.opaque = ""
        self.doubled = ""

    @classmethod
    def start(cls, flavor: Flavor, schema: Schema) -> Offline:
        session = Session.start(default_settings(flavor), schema.name)
        return cls(State.start(Catalog(flavor).with_schema(schema), session, VERBS))

    @property
    def catalog(self) -> Catalog:
        return self.state.catalog

    @property
    def session(self) -> Session:
        return self.state.session

    def run(self, sql: str) -> int:
        """Run one statement and return the error number, 0 for none."""
        step = run_statement(SCRIPT, Statement(StatementKind.SQL, sql, 0, 1, 1, sql), self.state)
        self.doubled = step.doubled
        self.opaque = step.action.reason if isinstance(step.action, Opaque) and not step.action.answer else ""
        return step.answer.number if step.answer else 0


def statements(script: str, flavor: Flavor) -> list[str]:
    """Return the statements that a server of this flavor is to run.

    ``-- only: mariadb`` before a statement leaves it out elsewhere; ``-- only: mysql mariadb>=11`` names several.
    """
    found = []
    before = ""
    for piece in split(script):
        before += piece.text
        if not piece.is_sql:
            continue
        only, before = ONLY.search(before), ""
        if only is None or any(_matches(word, flavor) for word in only.group("servers").split()):
            found.append(piece.sql)
    return found


def _matches(word: str, flavor: Flavor) -> bool:
    vendor, operator, version = re.fullmatch(r"(\w+)(>=|<)?([\d.]*)", word).groups()  # type: ignore[union-attr]
    if vendor != flavor.vendor or operator is None:
        return vendor == flavor.vendor
    wanted = tuple(int(part) for part in version.split("."))
    return (flavor.version[: len(wanted)] >= wanted) == (operator == ">=")


def run_both(connection: Connection, database: str, script: str) -> Outcome:
    """Run a script on a connection to an empty database, and offline; return what differs and what the server said."""
    schema = live_schema(connection, database)
    offline = Offline.start(connection.flavor, schema)
    outcome = Outcome()
    recorded = outcome.recorded
    recorded.version, recorded.charset, recorded.collation = str(connection.flavor), schema.charset, schema.collation
    for sql in statements(script, connection.flavor):
        outcome.statements += 1
        real, said = 0, ""
        try:
            connection.execute(sql)
        except ServerError as error:
            real, said = error.answer.number, error.answer.message
        recorded.answers.append(real)
        outcome.wrong += judge(sql, real, said, offline)
    connection.execute("SET sql_mode = ''")
    recorded.tables = shown_tables(connection, database)
    outcome.wrong += compare_tables(recorded.tables, offline.catalog, database)
    return outcome


def run_recorded(recorded: Recorded, script: str) -> list[str]:
    """Run a script offline and return where it parts from what a server said to it."""
    flavor = Flavor.parse(recorded.version)
    offline = Offline.start(flavor, Schema("d", recorded.charset, recorded.collation))
    wanted = statements(script, flavor)
    wrong = []
    for sql, real in zip(wanted, recorded.answers, strict=True):
        wrong += judge(sql, real, "", offline)
    return wrong + compare_tables(recorded.tables, offline.catalog, "d")


def judge(sql: str, real: int, said: str, offline: Offline) -> list[str]:
    """Run one statement offline and return a line if it ends otherwise than on the server."""
    guessed = offline.run(sql)
    if offline.opaque and real == 0:
        return [f"not understood ({offline.opaque}): {sql[:200]}"]
    if guessed != real and not offline.opaque:
        return [f"server {real} {said}, offline {guessed}: {sql[:300]}"]
    return []


def live_schema(connection: Connection, database: str) -> Schema:
    """Return the empty database as a noun."""
    query = "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata"
    charset, collation = connection.rows(f"{query} WHERE schema_name = %s", (database,))[0]
    return Schema(database, "utf8mb3" if charset == "utf8" else charset, collation)


def shown_tables(connection: Connection, database: str) -> dict[str, str]:
    """Return what SHOW CREATE TABLE says of every base table."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s AND table_type LIKE '%%BASE%%'"
    names = sorted(row[0] for row in connection.rows(query, (database,)))
    return {name: connection.rows(f"SHOW CREATE TABLE `{database}`.`{name}`")[0][1] for name in names}


def compare_tables(shown: dict[str, str], catalog: Catalog, database: str) -> list[str]:
    """Return a line for each difference between the tables that a server shows and those of a catalog."""
    schema = catalog.schema(database)
    offline = dict(schema.tables) if schema else {}
    wrong = [f"table {name} is missing offline" for name in shown if name not in offline]
    wrong += [f"table {name} is missing on the server" for name in offline if name not in shown]
    known = {name for name, table in offline.items() if not table.unsupported}
    for name in sorted(shown.keys() & known):
        wrong += differences(read_shown(shown[name], catalog, database), offline[name])
    return wrong


def read_shown(text: str, catalog: Catalog, database: str) -> Table:
    """Return the table that a SHOW CREATE TABLE says, by the script road."""
    schema = catalog.schema(database)
    assert schema is not None
    empty = Schema(schema.name, schema.charset, schema.collation)
    offline = Offline.start(catalog.flavor, empty)
    offline.state.session = replace(
        offline.session, foreign_key_checks=False, explicit_defaults_for_timestamp=True, sql_mode=frozenset()
    )
    number = offline.run(text)
    assert number == 0, f"refused with {number}: {text}"
    assert not offline.opaque, f"{offline.opaque}: {text}"
    made = offline.catalog.schema(database)
    assert made is not None
    table = next(iter(made.tables.values()))
    return replace(table, indexes=tuple(index for index in table.indexes if not index.implicit))


def _apart(live: Any, offline: Any) -> str:
    """Tell what only one of two values has."""
    if not isinstance(live, tuple) or not isinstance(offline, tuple):
        return f"live {live!r}, offline {offline!r}"
    lacks = [one for one in live if one not in offline], [one for one in offline if one not in live]
    return f"\n  live    {lacks[0] or live}\n  offline {lacks[1] or offline}"


def _by_name(indexes: tuple[Index, ...]) -> tuple[Index, ...]:
    return tuple(sorted(indexes, key=lambda index: index.name))


def differences(live: Table, offline: Table) -> list[str]:
    """Return a line for each part of a table that differs.

    The order of indexes does not count: MariaDB puts unique ones in order only where a statement adds some.
    """
    live, offline = (replace(table, indexes=_by_name(table.indexes)) for table in (live, offline))
    found = []
    for part in ("indexes", "foreign_keys", "checks", "engine", "charset", "collation", "comment", "options"):
        left, right = getattr(live, part), getattr(offline, part)
        if left != right:
            found.append(f"{live.name} {part}: {_apart(left, right)}")
    if live.partitioning != offline.partitioning:
        found.append(f"{live.name} partitions:\n  live    {live.partitioning}\n  offline {offline.partitioning}")
    if [column.name for column in live.columns] != [column.name for column in offline.columns]:
        names = [column.name for column in live.columns], [column.name for column in offline.columns]
        return [*found, f"{live.name} columns: live {names[0]}, offline {names[1]}"]
    for left, right in zip(live.columns, offline.columns, strict=True):
        for name in (one.name for one in fields(left) if one.compare):
            if getattr(left, name) != getattr(right, name):
                pair = getattr(left, name), getattr(right, name)
                found.append(f"{live.name}.{left.name} {name}: live {pair[0]}, offline {pair[1]}")
    return found
