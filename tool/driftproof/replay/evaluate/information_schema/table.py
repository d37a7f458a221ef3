"""A virtual table: its columns, how each is read from a row object, and which rows a catalog gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from driftproof.model.catalog import Schema, Table, View
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.evaluate.values import BinaryText, Datum, Unknown
from driftproof.replay.state import State

Getter = Callable[[Any], Datum]
Filters = Mapping[str, Any]
Scan = Callable[[State, Filters], Iterable[Any]]

SERVER_SCHEMAS = frozenset({"information_schema", "mysql", "performance_schema", "sys"})


@dataclass(frozen=True, slots=True)
class VirtualTable:
    """A table that is computed from the catalog.

    `columns` are the names as the server shows them, `getters` read them by folded name, `scan` yields the row
    objects; it may use the values that `keys` columns must equal.
    """

    columns: tuple[str, ...]
    getters: dict[str, Getter]
    scan: Scan
    keys: frozenset[str] = frozenset()


def build(
    columns: str, getters: Mapping[str, Getter], rows: tuple[Scan, str], flavor: Flavor, blind: frozenset[str]
) -> VirtualTable:
    """Return a virtual table with the columns listed; one without a getter has unknown values.

    `rows` is the scan and its keys. In MySQL only the columns in `blind` compare without regard to case (data
    dictionary, since 8.0); in MariaDB all do.
    """
    names = tuple(columns.split())
    readers: dict[str, Getter] = {}
    for name in names:
        key = fold(name)
        reader = getters.get(key) or _not_modelled(name)
        exact = flavor.at_least(mysql=(8,)) and key not in blind
        readers[key] = _exact(reader) if exact else reader
    scan, keys = rows
    return VirtualTable(names, readers, scan, frozenset(keys.split()))


def _not_modelled(name: str) -> Getter:
    value = Unknown(f"{name} of information_schema is not modelled")
    return lambda row: value


def _exact(getter: Getter) -> Getter:
    def read(row: Any) -> Datum:
        value = getter(row)
        return BinaryText(value) if type(value) is str else value

    return read


def constant(value: Datum) -> Getter:
    """Return a getter that gives the same value for every row."""
    return lambda row: value


def schemas(state: State, filters: Filters, column: str) -> Iterator[Schema]:
    """Yield the databases that a value of `column` leaves."""
    wanted = filters.get(column)
    if wanted is None:
        yield from state.catalog.schemas.values()
    elif (found := state.catalog.schema(wanted)) is not None:
        yield found
    elif fold(wanted) in SERVER_SCHEMAS:
        state.note(f"the server's own schema `{wanted}` is taken as empty")


def tables(
    state: State, filters: Filters, schema: str = "table_schema", name: str = "table_name"
) -> Iterator[tuple[Schema, Table]]:
    """Yield the base tables that the values of the columns `schema` and `name` leave, each with its database."""
    wanted = filters.get(name)
    key = state.catalog.rules.key
    for database in schemas(state, filters, schema):
        if wanted is None:
            for table in database.tables.values():
                yield database, table
        elif (found := database.tables.get(key(wanted))) is not None:
            yield database, found


def views(state: State, filters: Filters) -> Iterator[tuple[Schema, View]]:
    """Yield the views that the values of ``table_schema`` and ``table_name`` leave, each with its database."""
    wanted = filters.get("table_name")
    key = state.catalog.rules.key
    for database in schemas(state, filters, "table_schema"):
        if wanted is None:
            for view in database.views.values():
                yield database, view
        elif (found := database.views.get(key(wanted))) is not None:
            yield database, found
