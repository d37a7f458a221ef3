"""Generated rows: what a live proof puts into every table, and what has become of them at the end."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Column, ForeignKey, Schema, Table
from driftproof.model.errors import Place
from driftproof.model.names import quote, unquote
from driftproof.model.scripts import Script
from driftproof.model.verdict import RowDifference

_MOMENTS = {"date": "2020-01-{:02d}", "datetime": "2020-01-{:02d} 10:00:00", "timestamp": "2020-01-{:02d} 10:00:00"}
_MAXIMA = {"tinyint": 100, "smallint": 30_000, "mediumint": 8_000_000, "int": 2_000_000_000, "bigint": 4_000_000_000}
_TEXT_LENGTHS = {"tinytext": 60, "text": 200, "mediumtext": 200, "longtext": 200}
_GEOMETRY = frozenset({"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"})


_FAR = 1_000_000
"""Added to the number of a row where a value must not be that of any other row."""

_LOSS = re.compile(r"^[ \t]*--[ \t]*driftproof:[ \t]*loses rows of[ \t]+([^:\r\n]+)", re.IGNORECASE | re.MULTILINE)


def declared_losses(scripts: Iterable[Script]) -> dict[str, Place]:
    """Return the tables whose rows scripts say that they lose, by ``-- driftproof: loses rows of t, u: why``."""
    found: dict[str, Place] = {}
    for script in scripts:
        for match in _LOSS.finditer(script.text):
            line = script.text.count("\n", 0, match.start()) + 1
            found |= {
                unquote(name.strip().rpartition(".")[2]).lower(): script.place(line) for name in match[1].split(",")
            }
    return found


@dataclass(slots=True)
class _Made:
    """The rows put into a table: how many, the columns of its primary key, and their values where it has one."""

    columns: tuple[str, ...]
    count: int = 0
    keys: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Generated:
    """The rows put in so far, by table, by a `seed`; `refused` counts those that the server did not take.

    Every third row has NULL where it may; values of columns without a unique key repeat, and of tables without any,
    whole rows. Columns that are foreign keys in the schema `later` but not yet name no row in every third one, with
    `orphans` also those that are foreign keys now, put in without checks.
    """

    seed: int
    count: int
    later: Schema | None = None
    orphans: bool = False
    made: dict[str, _Made] = field(default_factory=dict)
    refused: int = 0
    _numbers: int = 0
    _last: dict[str, dict[str, Any]] = field(default_factory=dict)

    def fill(self, connection: Connection, schema: Schema, skip: frozenset[str] = frozenset()) -> None:
        """Put `count` rows into every table, parents first; what the server refuses is counted and left out."""
        for table in _parents_first(schema):
            if table.name in skip or table.unsupported:
                continue
            for _ in range(self.count):
                self._numbers += 1
                self._put(connection, schema, table)

    @property
    def total(self) -> int:
        """How many rows were put in."""
        return sum(one.count for one in self.made.values())

    def lost(self, connection: Connection, schema: Schema) -> tuple[RowDifference, ...]:
        """Return the tables in which rows that were put in are no more."""
        found = []
        for name, made in sorted(self.made.items()):
            table = schema.tables.get(name)
            place = f"{quote(schema.name)}.{quote(name)}"
            if table and made.columns and all(table.column(column) for column in made.columns):
                listed = ", ".join(map(quote, made.columns))
                there = {tuple(map(str, row)) for row in connection.rows(f"SELECT {listed} FROM {place}")}
                gone = [key for key in made.keys if key not in there]
            else:
                left = int(connection.value(f"SELECT COUNT(*) FROM {place}")) if table else 0
                gone = [("a row",)] * (made.count - left)
            if gone:
                examples = tuple(", ".join(key) for key in gone[:5] if made.columns)
                found.append(RowDifference(name, made.count, made.count - len(gone), examples))
        return tuple(found)

    def _put(self, connection: Connection, schema: Schema, table: Table) -> None:
        row = self._row(connection, schema, table)
        checked = not self.orphans or self._numbers % 3 != 1
        try:
            if not checked:
                connection.change("SET SESSION foreign_key_checks = 0")
            connection.change(*_insert(schema, table, row))
        except ServerError as error:
            if error.lost:
                raise
            self.refused += 1
            return
        finally:
            if not checked and connection.usable:
                connection.change("SET SESSION foreign_key_checks = 1")
        self._last[table.name] = row
        columns = _key_columns(table)
        made = self.made.setdefault(table.name, _Made(columns))
        made.count += 1
        given = {one.name: str(row.get(one.name)) for one in table.columns}
        given |= {one.name: str(connection.value("SELECT LAST_INSERT_ID()")) for one in _counters(table, columns)}
        made.keys.append(tuple(given[name] for name in columns))

    def _row(self, connection: Connection, schema: Schema, table: Table) -> dict[str, Any]:
        """Return the values of a new row by column."""
        last = self._last.get(table.name, {})
        columns = [one for one in table.columns if not (one.generated or one.auto_increment)]
        unique = any(index.is_unique for index in table.indexes)
        if not unique and self._numbers % 3 == 2 and last.keys() == {one.name for one in columns}:
            return last
        chance = random.Random(f"{self.seed}:{table.name}:{self._numbers}")
        parents = dict(_parents(connection, schema, table.foreign_keys, chance))
        loose = [key for key in _later_keys(self.later, table) if key.referenced_table in schema.tables]
        parents |= dict(_parents(connection, schema, loose, chance))
        if self._numbers % 3 == 1:
            strays = (*loose, *(table.foreign_keys if self.orphans else ()))
            for name in {column for key in strays for column in key.columns}:
                column = table.column(name)
                if column is not None:
                    parents[name] = _stray(table, column, self._numbers, chance)
        return {one.name: parents.get(one.name, _value(table, one, self._numbers, chance)) for one in columns}


def _insert(schema: Schema, table: Table, row: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    names, marks = ", ".join(map(quote, row)), ", ".join(["%s"] * len(row))
    return f"INSERT INTO {quote(schema.name)}.{quote(table.name)} ({names}) VALUES ({marks})", tuple(row.values())


def _counters(table: Table, columns: tuple[str, ...]) -> Iterator[Column]:
    return (one for one in table.columns if one.auto_increment and one.name in columns)


def _later_keys(later: Schema | None, table: Table) -> Iterator[ForeignKey]:
    """Return the foreign keys that a table gets later, of columns that it has already."""
    end = later.tables.get(table.name) if later else None
    now = {key.columns for key in table.foreign_keys}
    for key in end.foreign_keys if end else ():
        if key.columns not in now and all(table.column(name) for name in key.columns):
            yield key


def _stray(table: Table, column: Column, number: int, chance: random.Random) -> Any:
    """Return a value that no row of another table has."""
    if column.type.values or column.type.name in _MOMENTS:
        return _value(table, column, number, chance)
    if column.type.name in _MAXIMA:
        return _MAXIMA[column.type.name] - number % 10
    return _other_value(column, _FAR + number)


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


def _parents(
    connection: Connection, schema: Schema, keys: Iterable[ForeignKey], chance: random.Random
) -> Iterator[tuple[str, Any]]:
    """Return values for the columns of each foreign key: those of a row that is there, or NULL."""
    for key in keys:
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
