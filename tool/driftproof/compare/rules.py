"""What counts as a difference."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import Column, ForeignKey, Index, Table
from driftproof.model.flavor import Flavor


@dataclass(frozen=True, slots=True)
class DiffRules:
    """What a comparison looks at; a False is a difference that is passed over.

    By default everything counts but the order of indexes and the next AUTO_INCREMENT value: neither is part of what a
    schema means, and setting the first right would build indexes anew. RESTRICT, NO ACTION and no clause at all are
    the same to InnoDB and count as one unless `exact_actions`. `constraint_names` are those of foreign keys and checks;
    `partitions` the list of partitions, not the method. `objects` are views, routines, triggers, events and sequences.
    `event_times` are STARTS and ENDS: a server puts the time of creation where a script names no start, so they differ
    between any two servers. `flavor` is the server that is to run the changes, None the one of the catalog before.
    """

    column_order: bool = True
    comments: bool = True
    auto_increment: bool = False
    index_order: bool = False
    integer_width: bool = True
    index_names: bool = True
    constraint_names: bool = True
    charsets: bool = True
    table_options: bool = True
    partitions: bool = True
    exact_actions: bool = False
    objects: bool = True
    event_times: bool = False
    flavor: Flavor | None = None


def column_key(column: Column, rules: DiffRules) -> tuple[object, ...]:
    """Return what a column is compared by; its name is compared as it is written, since servers show it so."""
    kind = column.type
    width: object = kind.length
    if kind.is_integer and not rules.integer_width and not kind.zerofill and kind.length != (1,):
        width = None
    return (
        column.name,
        (kind.name, width, kind.unsigned, kind.zerofill, kind.values),
        column.nullable,
        column.default,
        column.on_update,
        column.generated,
        column.auto_increment,
        (column.charset, column.collation) if rules.charsets else None,
        column.comment if rules.comments else "",
        column.invisible,
        column.checks
        if rules.constraint_names
        else tuple((check.expression, check.enforced) for check in column.checks),
        column.options,
    )


def index_key(index: Index, rules: DiffRules, *, named: bool | None = None) -> tuple[object, ...]:
    """Return what an index is compared by, but for whether it is visible; `named` None leaves names to the rules."""
    by_name = rules.index_names if named is None else named
    parts = tuple((part.column.lower(), part.length, part.descending, part.expression) for part in index.parts)
    comment = index.comment if rules.comments else ""
    return (index.name if by_name else "", index.kind, parts, comment, index.algorithm, index.options)


def foreign_key_key(foreign_key: ForeignKey, rules: DiffRules) -> tuple[object, ...]:
    """Return what a foreign key is compared by."""
    return (
        foreign_key.name if rules.constraint_names else "",
        tuple(name.lower() for name in foreign_key.columns),
        foreign_key.referenced_schema,
        foreign_key.referenced_table,
        tuple(name.lower() for name in foreign_key.referenced_columns),
        _action(foreign_key.on_delete, rules),
        _action(foreign_key.on_update, rules),
        foreign_key.match,
    )


def option_pairs(table: Table, rules: DiffRules) -> dict[str, str]:
    """Return the rarer options of a table that count."""
    return dict(table.options) if rules.table_options else {}


def _action(action: str, rules: DiffRules) -> str:
    return "" if not rules.exact_actions and action in {"RESTRICT", "NO ACTION"} else action
