"""A virtual table: its columns, how each is read from a row object, and which rows a catalog gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from driftproof.model.catalog import Schema, Table, View
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.evaluate.values import AnyCase, CatalogText, Datum, Unknown
from driftproof.replay.state import State

T = TypeVar("T")
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
        return CatalogText(value) if type(value) is str else value

    return read


def constant(value: Datum) -> Getter:
    """Return a getter that gives the same value for every row."""
    return lambda row: value


def schemas(state: State, filters: Filters, column: str) -> Iterator[Schema]:
    """Yield the databases that a value of `column` leaves."""
    wanted = filters.get(column)
    if wanted is None:
        yield from state.catalog.schemas.values()
    elif (found := _named(state.catalog.schemas, state.catalog.rules.key(wanted), wanted)) is not None:
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
        elif (found := _named(database.tables, key(wanted), wanted)) is not None:
            yield database, found


def _named(objects: Mapping[str, T], key: str, wanted: str) -> T | None:
    """Return the object of that key; a name that fits in any case is searched for where it is not there as it is."""
    found = objects.get(key)
    if found is not None or not isinstance(wanted, AnyCase):
        return found
    folded_name = fold(wanted)
    return next((objects[name] for name in objects if fold(name) == folded_name), None)


def views(state: State, filters: Filters) -> Iterator[tuple[Schema, View]]:
    """Yield the views that the values of ``table_schema`` and ``table_name`` leave, each with its database."""
    wanted = filters.get("table_name")
    key = state.catalog.rules.key
    for database in schemas(state, filters, "table_schema"):
        if wanted is None:
            for view in database.views.values():
                yield database, view
        elif (found := _named(database.views, key(wanted), wanted)) is not None:
            yield database, found
