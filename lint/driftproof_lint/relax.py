"""What a server would say next of a CREATE TABLE that it refuses, were its first fault mended, and the next.

A server stops at the first fault of a statement, and so hides the others from whoever only reads its answers. Here the
guilty part (a default, an index, a foreign key) is taken out and the statement applied once more, until the server has
nothing left to refuse or the guilty part cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from driftproof import api
from driftproof.model.catalog import Catalog, ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import CreateTable
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.trace import Step

_EXISTS = 1050
_MOST = 30
"""Faults of one statement, behind which no more are looked for."""
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A refused CREATE TABLE without what is refused.

    `said` are the refusals, the server's own first, each with the guilty part and what the server says of it. `catalog`
    is the one that the statement would leave behind, all its foreign keys included, or None where something stays
    refused.
    """

    said: tuple[tuple[CreateTable, ServerAnswer], ...] = ()
    catalog: Catalog | None = None


def relaxed(step: Step) -> Relaxed:
    """Return what hides behind the refusal of a CREATE TABLE; nothing for another statement, or one that ran."""
    tried, answer = step.action, step.answer
    if not isinstance(tried, CreateTable) or answer is None or answer.number == _EXISTS:
        return Relaxed()
    written = tried.table.foreign_keys
    said: list[tuple[CreateTable, ServerAnswer]] = []
    catalog = step.before
    while answer is not None:
        found = _without_culprit(step, tried, answer)
        if found is None or len(said) > _MOST:
            return Relaxed(tuple(said))
        culprit, tried = found
        said.append((culprit, answer))
        catalog, answer = _applied(step, tried)
    return Relaxed(tuple(said), _with_foreign_keys(catalog, step, tried, written))


def _applied(step: Step, action: CreateTable) -> tuple[Catalog, ServerAnswer | None]:
    applied = api.apply(step.before, action, step.session)
    return applied.catalog, applied.answer


def _without_culprit(step: Step, tried: CreateTable, answer: ServerAnswer) -> tuple[CreateTable, CreateTable] | None:
    """Return the statement with the guilty part alone, and without it; None where it cannot be told."""
    named = {fold(name) for name in _QUOTED.findall(answer.message)}
    table = tried.table
    columns = tuple(
        replace(one, default=None) if fold(one.name) in named and one.default is not None else one
        for one in table.columns
    )
    if columns != table.columns and answer.number in {1067, 1101}:
        return tried, replace(tried, table=replace(table, columns=columns))
    for alone, rest in (*_index_by_index(table), *_key_by_key(table)):
        said = _applied(step, replace(tried, table=alone))[1]
        if said is not None and said.number == answer.number and said.message == answer.message:
            return replace(tried, table=alone), replace(tried, table=rest)
    return None


def _index_by_index(table: Table) -> Iterator[tuple[Table, Table]]:
    """Return the table with each index but the primary key alone, and without it; foreign keys are left out."""
    own = [one for one in table.indexes if one.kind is not IndexKind.PRIMARY]
    primary = tuple(one for one in table.indexes if one.kind is IndexKind.PRIMARY)
    for index in own:
        alone = replace(table, indexes=(*primary, index), foreign_keys=())
        yield alone, replace(table, indexes=_without(table.indexes, index))


def _key_by_key(table: Table) -> Iterator[tuple[Table, Table]]:
    """Return the table with each foreign key alone, and without it."""
    for key in table.foreign_keys:
        alone = replace(table, foreign_keys=(key,))
        yield alone, replace(table, foreign_keys=tuple(one for one in table.foreign_keys if one is not key))


def _without(indexes: tuple[Index, ...], gone: Index) -> tuple[Index, ...]:
    return tuple(one for one in indexes if one is not gone)


def _with_foreign_keys(catalog: Catalog, step: Step, tried: CreateTable, written: tuple[ForeignKey, ...]) -> Catalog:
    """Return the catalog with the foreign keys that were taken out, as they are written."""
    schema = catalog.schema(tried.name.schema or step.session.database or "")
    table = schema.tables.get(catalog.rules.key(tried.name.name)) if schema else None
    gone = tuple(one for one in written if one not in tried.table.foreign_keys and one.name and not one.inline)
    if schema is None or table is None or not gone:
        return catalog
    whole = replace(table, foreign_keys=(*table.foreign_keys, *gone))
    return catalog.with_schema(replace(schema, tables={**schema.tables, catalog.rules.key(table.name): whole}))
