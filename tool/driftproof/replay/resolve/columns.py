"""The columns that CREATE TABLE … SELECT makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from driftproof.model.catalog import NULL_DEFAULT, Catalog, Column, Default
from driftproof.model.errors import ServerAnswer
from driftproof.model.session import Session
from driftproof.model.syntax.queries import Query
from driftproof.replay.resolve.query import resolve_query
from driftproof.replay.resolve.refusal import NameRefused, NotKnown
from driftproof.replay.resolve.scope import Scope, Shown, World


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Columns that are not known; `reason` says why."""

    reason: str


def select_columns(query: Query, catalog: Catalog, session: Session) -> tuple[Column, ...] | ServerAnswer | Unresolved:
    """Return the columns that CREATE TABLE … SELECT makes of `query`, the server's refusal, or why they are not known.

    Columns straight from tables keep type, charset, default and comment; AUTO_INCREMENT and generation are lost, and an
    outer join makes them nullable (https://dev.mysql.com/doc/refman/8.4/en/create-table-select.html).
    """
    scope = Scope(World(catalog, session, session.database or ""))
    try:
        _, shown = resolve_query(query, scope)
    except NameRefused as refused:
        return refused.answer
    except NotKnown as unknown:
        return Unresolved(unknown.reason)
    if shown is None:
        return Unresolved("the columns of the query are not known")
    columns: list[Column] = []
    for each in shown:
        if each.column is None:
            return Unresolved(f"the type of `{each.name}` is not known")
        columns.append(_copied(each, each.column))
    return tuple(columns)


def _copied(shown: Shown, column: Column) -> Column:
    """Return the column that a selected column makes."""
    nullable = bool(column.nullable) or shown.nullable
    default = column.default
    if column.auto_increment:
        default = Default("literal", "0")
    elif column.generated is not None:
        default = None
    if nullable and default is None:
        default = NULL_DEFAULT
    return replace(
        column,
        name=shown.name,
        nullable=nullable,
        default=default,
        on_update=None,
        generated=None,
        auto_increment=False,
        invisible=False,
        checks=(),
        options=(),
        span=None,
    )
