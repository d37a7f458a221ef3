"""From ``information_schema`` to a database's catalog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence as Rows
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from driftproof.live.connect import Connection, Row, ServerError
from driftproof.live.introspect.columns import column_of_row
from driftproof.live.introspect.constraints import checks_of_rows, foreign_keys_of_rows
from driftproof.live.introspect.indexes import indexes_of_rows
from driftproof.live.introspect.partitions import partitioning_of_rows
from driftproof.live.introspect.text import unescaped
from driftproof.live.introspect.untold import is_untold
from driftproof.model.catalog import Schema, Sequence, Table
from driftproof.model.errors import SourceError
from driftproof.model.flavor import Flavor, canonical_charset, canonical_collation, charset_of
from driftproof.model.names import NameRules, quote

_SHOW = {
    "procedure": ("SHOW CREATE PROCEDURE", 2),
    "function": ("SHOW CREATE FUNCTION", 2),
    "event": ("SHOW CREATE EVENT", 3),
    "trigger": ("SHOW CREATE TRIGGER", 2),
    "view": ("SHOW CREATE VIEW", 1),
}
_HIDDEN = frozenset({1370, 1227, 1142, 1143, 1044, 1305, 1356, 1539})


_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class ProgramText:
    """A view, routine, trigger or event: the CREATE statement that the server shows for it.

    `text` is empty and `reason` set where the server does not show it. `order` is a trigger's rank.
    """

    kind: str
    name: str
    text: str
    sql_mode: str = ""
    order: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LiveSchema:
    """A live database as its server describes it: the tables, expressions in the server's own spelling, and texts.

    `queries` is how many statements it took. `shown` holds what SHOW CREATE TABLE says of the tables with features
    that ``information_schema`` does not tell of, by key.
    """

    flavor: Flavor
    rules: NameRules
    schema: Schema
    texts: tuple[ProgramText, ...]
    queries: int
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Reader:
    connection: Connection
    schema: str
    queries: int = 0
    untold: list[str] = field(default_factory=list)

    def rows(self, name: str) -> list[Row]:
        """Run one of the query files, the variant for this server where there is one."""
        self.queries += 1
        return self.connection.rows(_query(name), {"schema": self.schema})

    def by_table(self, name: str) -> dict[str, list[Row]]:
        """Run a query and group its rows by their first column, the table's name."""
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(name):
            grouped[row[0]].append(row)
        return grouped


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows of all tables' parts, each kind by the table's name."""

    columns: Mapping[str, Rows[Row]]
    indexes: Mapping[str, Rows[Row]]
    foreign_keys: Mapping[str, Rows[Row]]
    checks: Mapping[str, Rows[Row]]
    partitions: Mapping[str, Rows[Row]]


@cache
def _query(name: str) -> str:
    return files("driftproof.live.introspect").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


def schema_names(connection: Connection) -> tuple[str, ...]:
    """Return the names of the databases that this account sees, the server's own left out."""
    own = {"information_schema", "performance_schema", "mysql", "sys"}
    return tuple(sorted(str(name) for (name,) in connection.rows("SHOW DATABASES") if str(name).lower() not in own))


def introspect(connection: Connection, schema: str) -> LiveSchema:
    """Read a database: about a dozen queries for its tables, and one for each view, stored program and `shown` table.

    Views and stored programs are read one by one because ``information_schema`` shows their text with the escapes of
    string literals already undone (https://bugs.mysql.com/bug.php?id=58342), or not all of their clauses.
    Raises `SourceError` when the database does not exist.
    """
    reader = _Reader(connection, schema)
    found = reader.rows("schema")
    if not found:
        seen = _some(schema_names(connection), schema)
        raise SourceError(f"database {schema!r} does not exist on this server", hint=f"databases here: {seen}")
    name, charset, collation = found[0]
    flavor = connection.flavor
    tables = _tables(reader, flavor)
    texts = tuple(_texts(reader, tables))
    number = int(connection.value("SELECT @@lower_case_table_names"))
    rules = NameRules(number)
    bases = {rules.key(table.name): table for table in tables.values() if isinstance(table, Table)}
    sequences = {rules.key(other.name): other for other in tables.values() if isinstance(other, Sequence)}
    read = Schema(
        str(name), canonical_charset(charset), canonical_collation(collation), tables=bases, sequences=sequences
    )
    shown = {rules.key(name): _shown(reader, name) for name in reader.untold}
    return LiveSchema(flavor, rules, read, texts, reader.queries + 1, shown)


def _some(names: tuple[str, ...], wanted: str) -> str:
    """Return the names in one line, those like the wanted one first where there are many."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names) or "none"
    shown = list(dict.fromkeys([*get_close_matches(wanted, names, _MOST_NAMES), *names]))[:_MOST_NAMES]
    return f"{', '.join(shown)} and {len(names) - len(shown)} more"


def _tables(reader: _Reader, flavor: Flavor) -> dict[str, Table | Sequence | None]:
    """Read tables and sequences; a view's name gives None."""
    is_new = flavor.at_least(mysql=(8,))
    parts = _Parts(
        reader.by_table("columns.mysql" if is_new else "columns"),
        reader.by_table(_indexes_query(flavor)),
        reader.by_table("foreign_keys"),
        _checks(reader, flavor),
        reader.by_table("partitions"),
    )
    tables: dict[str, Table | Sequence | None] = {}
    for row in reader.rows("tables"):
        name, kind = row[0], row[1]
        if kind == "SEQUENCE":
            tables[name] = _sequence(reader, name)
            continue
        if kind not in {"BASE TABLE", "SYSTEM VERSIONED"}:
            tables[name] = None
            continue
        rows = (parts.columns.get(name, ()), parts.partitions.get(name, ()), parts.checks.get(name, ()))
        if flavor.is_mariadb and is_untold(kind, *rows):
            reader.untold.append(name)
        tables[name] = _table_of(_table(row), parts, flavor, reader.schema)
    return tables


def _checks(reader: _Reader, flavor: Flavor) -> dict[str, list[Row]]:
    if not flavor.at_least(mysql=(8, 0, 16), mariadb=(10, 2, 22)):
        return {}
    return reader.by_table("checks.mariadb" if flavor.is_mariadb else "checks.mysql")


def _table_of(table: Table, parts: _Parts, flavor: Flavor, schema: str) -> Table:
    """Return a table with its parts."""
    name = table.name
    table = replace(
        table,
        columns=tuple(column_of_row(column, flavor) for column in parts.columns.get(name, ())),
        indexes=indexes_of_rows(parts.indexes.get(name, ()), table.engine or ""),
        foreign_keys=foreign_keys_of_rows(parts.foreign_keys.get(name, ()), schema),
        partitioning=partitioning_of_rows(parts.partitions.get(name, ()), flavor),
    )
    return checks_of_rows(table, parts.checks.get(name, ()), flavor)


def _indexes_query(flavor: Flavor) -> str:
    if flavor.at_least(mysql=(8, 0, 13)):
        return "indexes.mysql"
    return "indexes.mariadb" if flavor.at_least(mariadb=(10, 6)) else "indexes.mysql57"


def _table(row: Row) -> Table:
    """Make a table of its row in TABLES, still without columns."""
    name, _, engine, collation, options, comment, auto_increment = row
    pairs = _options(options or "")
    canonical = canonical_collation(collation) if collation else None
    return Table(
        name,
        engine=engine,
        charset=charset_of(canonical) if canonical else None,
        collation=canonical,
        comment=comment or "",
        options=tuple(sorted(pairs)),
        auto_increment=int(auto_increment) if auto_increment is not None else None,
    )


def _shown(reader: _Reader, name: str) -> str:
    """Return what SHOW CREATE TABLE says of a table."""
    reader.queries += 1
    return str(reader.connection.rows(f"SHOW CREATE TABLE {quote(reader.schema)}.{quote(name)}")[0][1])


def _options(text: str) -> list[tuple[str, str]]:
    """Read CREATE_OPTIONS: pairs with ``=``, quoted values, and the word ``partitioned``, which says nothing."""
    import re

    pairs = []
    for found in re.finditer(r"(`?[\w]+`?)=('(?:[^']|'')*'|\"[^\"]*\"|\S+)", text):
        key, value = found.group(1).strip("`").lower(), found.group(2)
        if value[:1] in "'\"":
            value = unescaped(value[1:-1])
        pairs.append((key, value.lower() if key == "row_format" else value))
    return pairs


def _sequence(reader: _Reader, name: str) -> Sequence:
    """Read a sequence from itself: it is a table of one row."""
    reader.queries += 1
    columns = "start_value, minimum_value, maximum_value, increment, cache_size, cycle_option"
    start, minimum, maximum, increment, cache_size, cycle = reader.connection.rows(
        f"SELECT {columns} FROM {quote(reader.schema)}.{quote(name)}"
    )[0]
    return Sequence(name, int(start), int(minimum), int(maximum), int(increment), int(cache_size), bool(cycle))


def _texts(reader: _Reader, tables: dict[str, Table | Sequence | None]) -> list[ProgramText]:
    """Read the CREATE statements of views, routines, triggers and events."""
    named = [("view", name) for name, table in tables.items() if table is None]
    named += [(str(kind), str(name)) for kind, name in reader.rows("programs")]
    orders: dict[str, Any] = dict(reader.rows("triggers"))
    named += [("trigger", name) for name in orders]
    return [_text(reader, kind, name, int(orders.get(name, 1))) for kind, name in sorted(named)]


def _text(reader: _Reader, kind: str, name: str, order: int) -> ProgramText:
    show, column = _SHOW[kind]
    reader.queries += 1
    try:
        row = reader.connection.rows(f"{show} {quote(reader.schema)}.{quote(name)}")[0]
    except ServerError as error:
        if kind == "view" and (kept := _view_text(reader, name)):
            return ProgramText(kind, name, kept)
        if error.answer.number not in _HIDDEN:
            raise
        return ProgramText(kind, name, "", order=order, reason=str(error.answer))
    text = row[column]
    mode = row[1] if kind != "view" else ""
    if not text:
        return ProgramText(kind, name, "", mode, order, "this account may not see its text")
    return ProgramText(kind, name, str(text), str(mode), order if kind == "trigger" else 1)


def _view_text(reader: _Reader, name: str) -> str:
    """Return what a server keeps of a view that it does not show, for it would not run any more; "" if it is hidden.

    SHOW CREATE VIEW resolves the query: a UNION of columns whose collations have parted since is 1271 there.
    """
    reader.queries += 1
    file = f"view.{reader.connection.flavor.vendor}"
    found = reader.connection.rows(_query(file), {"schema": reader.schema, "name": name})
    if not found or not found[0][0]:
        return ""
    query, check_option, security, algorithm = found[0]
    check = "" if check_option == "NONE" else f" WITH {check_option} CHECK OPTION"
    return f"CREATE ALGORITHM={algorithm} SQL SECURITY {security} VIEW {quote(name)} AS {query}{check}"
