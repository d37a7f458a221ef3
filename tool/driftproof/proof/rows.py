"""Generated rows: what a live proof puts into every table, and what has become of them at the end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Column, Schema, Table
from driftproof.model.names import quote
from driftproof.model.verdict import RowDifference

_MOMENTS = {"date": "2020-01-{:02d}", "datetime": "2020-01-{:02d} 10:00:00", "timestamp": "2020-01-{:02d} 10:00:00"}
_MAXIMA = {"tinyint": 100, "smallint": 30_000, "mediumint": 8_000_000, "int": 2_000_000_000, "bigint": 4_000_000_000}
_TEXT_LENGTHS = {"tinytext": 60, "text": 200, "mediumtext": 200, "longtext": 200}
_GEOMETRY = frozenset({"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"})


@dataclass(slots=True)
class Generated:
    """The rows put in so far: by table, the values of its primary key, or None where it has none."""

    seed: int
    count: int
    made: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    refused: int = 0
    _numbers: int = 0

    def fill(self, connection: Connection, schema: Schema, skip: frozenset[str] = frozenset()) -> None:
        """Put `count` rows into every table, parents first; what the server refuses is counted and left out.

        The same seed gives the same rows. A column that may be NULL is NULL in every third row; values of columns
        without a unique key repeat; foreign keys name rows that are there.
        """
        for table in _parents_first(schema):
            if table.name in skip or table.unsupported:
                continue
            for _ in range(self.count):
                self._numbers += 1
                self._insert(connection, schema, table)

    def lost(self, connection: Connection, schema: Schema) -> tuple[RowDifference, ...]:
        """Return the tables in which rows that were put in are no more."""
        found = []
        for name, keys in sorted(self.made.items()):
            columns = _key_columns(schema.tables.get(name))
            there = set[tuple[Any, ...]]()
            if columns:
                listed = ", ".join(map(quote, columns))
                there = set(connection.rows(f"SELECT {listed} FROM {quote(schema.name)}.{quote(name)}"))
            gone = [key for key in keys if key not in there]
            if gone:
                found.append(RowDifference(name, len(keys), len(keys) - len(gone), tuple(map(str, gone[:5]))))
        return tuple(found)

    def _insert(self, connection: Connection, schema: Schema, table: Table) -> None:
        chance = random.Random(f"{self.seed}:{table.name}:{self._numbers}")
        parents = dict(_parents(connection, schema, table, chance))
        row: dict[str, Any] = {}
        for column in table.columns:
            if column.generated or column.auto_increment:
                continue
            row[column.name] = parents.get(column.name, _value(table, column, self._numbers, chance))
        names = ", ".join(map(quote, row))
        sql = f"INSERT INTO {quote(schema.name)}.{quote(table.name)} ({names}) VALUES ({', '.join(['%s'] * len(row))})"
        try:
            connection.change(sql, tuple(row.values()))
        except ServerError as error:
            if error.lost:
                raise
            self.refused += 1
            return
        columns = _key_columns(table)
        if columns and all(name in row for name in columns):
            self.made.setdefault(table.name, []).append(tuple(row[name] for name in columns))


def _parents_first(schema: Schema) -> Iterator[Table]:
    """Return the tables in an order in which each comes behind those that it refers to, as far as there is one."""
    done: set[str] = set()
    left = sorted(schema.tables.values(), key=lambda table: table.name)
    while left:
        ready = [one for one in left if all(key.referenced_table in done | {one.name} for key in one.foreign_keys)]
        for table in ready or left[:1]:
            done.add(table.name)
            left.remove(table)
            yield table


def _parents(connection: Connection, schema: Schema, table: Table, chance: random.Random) -> Iterator[tuple[str, Any]]:
    """Return values for the columns of each foreign key: those of a row that is there, or NULL."""
    for key in table.foreign_keys:
        listed = ", ".join(map(quote, key.referenced_columns))
        place = f"{quote(key.referenced_schema or schema.name)}.{quote(key.referenced_table)}"
        found = sorted(connection.rows(f"SELECT {listed} FROM {place} ORDER BY {listed} LIMIT 50"), key=str)
        values = chance.choice(found) if found else (None,) * len(key.columns)
        yield from zip(key.columns, values, strict=True)


def _key_columns(table: Table | None) -> tuple[str, ...]:
    key = table.primary_key if table else None
    return key.columns if key else ()


def _value(table: Table, column: Column, number: int, chance: random.Random) -> Any:
    """Return a value that the column takes: another one in every row where a unique key begins with the column."""
    unique = any(index.is_unique and column.name in index.columns for index in table.indexes)
    if column.nullable and number % 3 == 0:
        return None
    low = number if unique else chance.randrange(1, 4)
    kind = column.type
    if kind.values:
        return kind.values[low % len(kind.values)]
    if kind.name in _MAXIMA:
        return 1 if kind.length == (1,) else low % _MAXIMA[kind.name]
    if kind.name in {"decimal", "float", "double"}:
        return low % (10 ** max(1, (kind.length or (4,))[0] - (kind.length or (4, 2))[-1])) if kind.length else low
    if kind.name in _MOMENTS:
        return _MOMENTS[kind.name].format(1 + low % 28)
    return _other_value(column, low)


def _other_value(column: Column, low: int) -> Any:
    kind = column.type.name
    if kind in {"time", "year"}:
        return "10:00:00" if kind == "time" else 2000 + low % 100
    if kind in {"json"}:
        return f'{{"number": {low}}}'
    if kind == "bit":
        return 1
    if kind in _GEOMETRY:
        return None
    if any("json_valid" in check.expression for check in column.checks):
        return f'{{"number": {low}}}'
    length = column.type.length[0] if column.type.length else _TEXT_LENGTHS.get(kind, 20)
    text = f"{low:x}"
    return text.rjust(min(length, 32), "é" if column.charset and column.charset.startswith("utf8") else "0")[-length:]
