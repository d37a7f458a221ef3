"""What a statement leaves to be seen: the objects that it changes, as the live catalog shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterSchema,
    AlterSequence,
    AlterTable,
    AlterView,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSchema,
    DropSequences,
    DropTables,
    DropTrigger,
    DropViews,
    ObjectName,
    OtherAction,
    RenameTables,
    RenameTo,
)
from driftproof.model.names import quote, quote_text
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import (
    CallProcedure,
    Other,
    RunBlock,
    SetStatement,
    Several,
    Transaction,
    Truncate,
)
from driftproof.upgrade.statements import DML, first_word

ABSENT = "-"
_MISSING = frozenset({1049, 1146, 1305, 1360, 1539})
_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")
_WRITING = frozenset({"INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH"})
_HEAD = re.compile(r"\s*\w+\b(?:(?!\b(?:VALUES?|SELECT|SET|WHERE)\b)[^(])*", re.IGNORECASE)
_WORD = re.compile(r"`((?:[^`]|``)+)`|([\w$]+)")
_UNCOMMITTED = DML | {
    "SET", "USE", "PREPARE", "DEALLOCATE", "SAVEPOINT", "RELEASE", "ROLLBACK", "SHOW", "EXPLAIN", "DESCRIBE", "DESC",
    "LOAD", "SIGNAL", "RESIGNAL", "GET", "HELP",
}  # fmt: skip
"""First words of statements that commit nothing: what they do goes with their transaction."""

_EXCHANGE = re.compile(r"\s*EXCHANGE\s+PARTITION\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What is known of a statement that may commit: the `objects` that it changes, as ``SHOW CREATE`` takes them.

    `calls` names the procedure that it calls. `repeatable` tells that running it once more, right away or behind others
    of this kind, leaves what running it once does. `action` is what the statement was read as.
    """

    objects: tuple[str, ...] = ()
    calls: str = ""
    repeatable: bool = False
    action: Parsed | None = None

    @property
    def runs_program(self) -> bool:
        """Whether the statement is more than one: a CALL, a block, or several sent as one."""
        return isinstance(self.action, CallProcedure | RunBlock | Several)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a table were: how many, their checksum, and of an AUTO_INCREMENT column, the `counter`, the
    highest value.
    """

    count: int
    checksum: int | None
    counter: str = ""
    last: int | None = None


def commits_nothing(sql: str) -> bool:
    """Tell whether all that a statement does goes with its transaction, or is no more than the session's state."""
    return first_word(sql) in _UNCOMMITTED


def dialect_of(connection: Connection) -> Dialect:
    """Return how a session reads text now."""
    modes = str(connection.value("SELECT @@SESSION.sql_mode")).upper()
    return Dialect.of(connection.flavor, frozenset(modes.split(","))).leniently()


def footprint_of(sql: str, dialect: Dialect) -> Footprint:
    """Return what a statement leaves to be seen; an empty footprint where that is not known."""
    action = parse(sql, dialect)
    if isinstance(action, SetStatement):
        action = action.action
    if isinstance(action, Transaction | Truncate | Other):
        return Footprint(repeatable=True, action=action)
    if isinstance(action, CallProcedure):
        return Footprint(calls=action.name.name.lower(), action=action)
    if isinstance(action, AlterTable) and any(_exchanges(one) for one in action.actions):
        return Footprint(action=action)
    return Footprint(tuple(dict.fromkeys(_objects(action))), repeatable=_is_guarded(action), action=action)


def _is_guarded(action: Parsed) -> bool:
    """Tell whether a statement says itself that what is there, or gone, already is no error."""
    if getattr(action, "or_replace", False):  # MariaDB drops a table first, and a crash may come before the new one
        return True
    if isinstance(action, AlterTable | CreateTableSelect):
        return False
    return bool(getattr(action, "if_not_exists", False) or getattr(action, "if_exists", False))


def _exchanges(action: object) -> bool:
    return isinstance(action, OtherAction) and _EXCHANGE.match(action.text) is not None


def _objects(action: Parsed) -> Iterator[str]:
    """Return the objects that a statement makes, changes or takes away."""
    match action:
        case DropTables() | DropViews() | DropSequences():
            yield from (f"TABLE {name}" for name in action.names)
        case RenameTables():
            yield from (f"TABLE {name}" for pair in action.pairs for name in pair)
        case CreateTable() | CreateTableLike() | CreateTableSelect() | AlterTable() | CreateView() | AlterView():
            yield f"TABLE {action.name}"
        case CreateSequence() | AlterSequence():
            yield f"TABLE {action.name}"
        case CreateTrigger() | DropTrigger():
            yield f"TRIGGER {action.name}"
        case CreateRoutine():
            yield f"{action.routine.kind.upper()} {action.name}"
        case AlterRoutine() | DropRoutine():
            yield f"{action.kind.upper()} {action.name}"
        case CreateEvent() | AlterEvent() | DropEvent():
            yield f"EVENT {action.name}"
        case CreateSchema() | DropSchema() | AlterSchema() if action.name:
            yield f"DATABASE {quote(action.name)}"
    yield from (f"{kind} {name}" for kind, name in _renamed(action))


def _renamed(action: Parsed) -> Iterator[tuple[str, ObjectName]]:
    if isinstance(action, AlterTable):
        yield from (("TABLE", one.name) for one in action.actions if isinstance(one, RenameTo))
    if isinstance(action, AlterEvent) and action.rename_to:
        yield "EVENT", action.rename_to


def state_of(what: str, connection: Connection) -> str:
    """Return a digest of an object as the live catalog shows it now, without its name; `ABSENT` where there is none."""
    try:
        found = connection.rows(f"SHOW CREATE {what}")
    except ServerError as error:
        if error.lost:
            raise
        return ABSENT if error.answer.number in _MISSING else f"error {error.answer.number}"
    if not found:
        return ABSENT
    name = quote(str(found[0][0]))
    text = "\0".join(map(str, found[0][1:])).replace(f'"{found[0][0]}"', name, 1)  # under ANSI_QUOTES
    text = _COUNTER.sub("", text).replace(name, "", 1)
    text = text.replace(f"{name[:-1]}_ibfk_", "`_ibfk_")  # keys without a name of their own are called after the table
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


_RESERVED = frozenset({
    "into", "ignore", "from", "low_priority", "delayed", "high_priority", "join", "inner", "left", "right", "on", "as",
    "using", "with",
})  # fmt: skip
_TABLE = "(?:`(?:[^`]|``)+`|[\\w$]+)"
_IN_BODY = re.compile(
    rf"\b(?:INTO|UPDATE(?:\s+IGNORE)?|DELETE(?:\s+\w+)?\s+FROM)\s+((?:{_TABLE}\s*\.\s*)?{_TABLE})", re.IGNORECASE
)


def lasting_tables(
    names: Iterable[ObjectName], connection: Connection, *, by_triggers: bool = False
) -> tuple[str, ...]:
    """Return those tables whose engine has no transactions: what is written to them stays.

    With `by_triggers` those too that triggers of the tables write to. Each name is asked for by itself, for only so do
    servers look at these tables alone.
    """
    wanted = tuple(names)
    if not wanted:
        return ()
    queries = [_TABLES.format(_of(name, "t.table_schema", "t.table_name")) for name in wanted]
    if by_triggers:
        queries += [_TRIGGERS.format(_of(name, "event_object_schema", "event_object_table")) for name in wanted]
    found = connection.rows(" UNION ALL ".join(queries))
    lasting = {str(ObjectName(name, schema)) for kind, schema, name in found if kind == "table"}
    for _, schema, body in (row for row in found if row[0] == "trigger"):
        written = [_named(text, schema) for text in _IN_BODY.findall(str(body))]
        lasting |= set(lasting_tables(written, connection))
    return tuple(sorted(lasting))


_TABLES = (
    "SELECT 'table', t.table_schema, t.table_name FROM information_schema.tables t JOIN information_schema.engines e "
    "ON e.engine = t.engine WHERE {} AND t.table_type = 'BASE TABLE' AND e.transactions <> 'YES'"
)
_TRIGGERS = "SELECT 'trigger', trigger_schema, action_statement FROM information_schema.triggers WHERE {}"


def _of(name: ObjectName, schema: str, table: str) -> str:
    return (
        f"{table} = {quote_text(name.name)} AND {schema} = {quote_text(name.schema) if name.schema else 'DATABASE()'}"
    )


def _named(text: str, schema: str) -> ObjectName:
    parts = [found[1].replace("``", "`") if found[1] else found[2] for found in _WORD.finditer(text)]
    return ObjectName(parts[-1], parts[0] if len(parts) > 1 else schema)


def must_not_mix(connection: Connection) -> bool:
    """Tell whether the server refuses a transaction that writes to tables with and without transactions (error 1785),
    and the schema has tables without.
    """
    if connection.flavor.is_mariadb or connection.value("SELECT @@GLOBAL.enforce_gtid_consistency") != "ON":
        return False
    sql = (
        "SELECT 1 FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine "
        "WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND e.transactions <> 'YES' LIMIT 1"
    )
    return bool(connection.rows(sql))


def written_names(sql: str) -> tuple[ObjectName, ...]:
    """Return what may name the tables that a statement writes rows to: each word before its values or conditions."""
    if first_word(sql) not in _WRITING:
        return ()
    head = _HEAD.search(sql)
    found = list(_WORD.finditer(head[0] if head else ""))[1:]
    words = [
        one[1].replace("``", "`") if one[1] else one[2] for one in found if one[1] or one[2].lower() not in _RESERVED
    ]
    pairs = [ObjectName(name, schema) for schema, name in pairwise(words)]
    return tuple(dict.fromkeys((*map(ObjectName, words), *pairs)))


def rows_of(table: str, connection: Connection) -> Rows:
    """Return what the rows of a table are now; `table` is its name with its schema, in backticks."""
    (count,) = connection.rows(f"SELECT COUNT(*) FROM {table}")[0]
    checksum = connection.rows(f"CHECKSUM TABLE {table}")[0][1]
    counters = [row[0] for row in connection.rows(f"SHOW COLUMNS FROM {table}") if "auto_increment" in row[5]]
    last = connection.value(f"SELECT MAX({quote(counters[0])}) FROM {table}") if counters else None
    return Rows(count, checksum, counters[0] if counters else "", last)
