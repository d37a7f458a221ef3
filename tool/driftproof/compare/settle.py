"""A schema shown beside another: what the rules hold for the same is spelled as there, so it is seen as equal."""

from __future__ import annotations

from dataclasses import replace

from driftproof.compare.rules import DiffRules, foreign_key_key
from driftproof.model.catalog import ForeignKey, Index, Schema, Table
from driftproof.model.names import fold


def settled(before: Schema, after: Schema, rules: DiffRules) -> Schema:
    """Return `after` with actions of foreign keys, index order and AUTO_INCREMENT as `before`, unless they count."""
    tables = {
        key: _table(before.tables[key], table, rules) if key in before.tables else table
        for key, table in after.tables.items()
    }
    return replace(after, tables=tables)


def _table(before: Table, after: Table, rules: DiffRules) -> Table:
    return replace(
        after,
        foreign_keys=tuple(_foreign_key(key, before, rules) for key in after.foreign_keys),
        indexes=after.indexes if rules.index_order else _ordered(after.indexes, before),
        auto_increment=after.auto_increment if rules.auto_increment else before.auto_increment,
    )


def _foreign_key(key: ForeignKey, before: Table, rules: DiffRules) -> ForeignKey:
    twin = before.foreign_key(key.name)
    same = twin is not None and foreign_key_key(twin, rules) == foreign_key_key(key, rules)
    return twin if twin is not None and same else key


def _ordered(indexes: tuple[Index, ...], before: Table) -> tuple[Index, ...]:
    """Return indexes in the order of the table before, new ones behind the one that they follow."""
    places = {fold(index.name): at for at, index in enumerate(before.indexes)}
    found: list[tuple[int, int, Index]] = []
    last = -1
    for at, index in enumerate(indexes):
        last = places.get(fold(index.name), last)
        found.append((last, at if fold(index.name) not in places else -1, index))
    return tuple(index for _, _, index in sorted(found, key=lambda one: one[:2]))
