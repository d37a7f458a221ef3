"""The columns that CREATE TABLE … SELECT makes."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import NULL_DEFAULT, Catalog, Column, ColumnType, Default
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query, Union
from driftproof.replay.resolve.query import resolve_query
from driftproof.replay.resolve.refusal import NameRefused, NotKnown
from driftproof.replay.resolve.scope import Scope, Shown, World
from driftproof.replay.resolve.types import Maker


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Columns that are not all known; `reason` says why.

    `columns` are there where their names are known: one of an unknown type stands as a text that most statements take.
    """

    reason: str
    columns: tuple[Column, ...] = ()


_STAND_IN = Column("", ColumnType("varchar", (255,)), True, NULL_DEFAULT)


def select_columns(query: Query, catalog: Catalog, session: Session) -> tuple[Column, ...] | ServerAnswer | Unresolved:
    """Return the columns that CREATE TABLE … SELECT makes of `query`, the server's refusal, or why they are not known.

    Columns straight from tables keep type, charset, default, ON UPDATE and comment; AUTO_INCREMENT and generation are
    lost, and an outer join makes them nullable. Expressions make what `types` knows of
    (https://dev.mysql.com/doc/refman/8.4/en/create-table-select.html).
    """
    try:
        found = _columns(query, World(catalog, session, session.database or ""))
    except NameRefused as refused:
        return refused.answer
    except NotKnown as unknown:
        return Unresolved(unknown.reason)
    columns: list[Column] = []
    seen: set[str] = set()
    reason = ""
    for name, made in found:
        if made is None:
            reason, made = reason or f"the type of `{name}` is not known", _STAND_IN
        if fold(name) in seen:
            return ServerAnswer(1060, f"Duplicate column name '{name}'", "42S21")
        seen.add(fold(name))
        columns.append(replace(made, name=name))
    return Unresolved(reason, tuple(columns)) if reason else tuple(columns)


def _columns(query: Query, world: World) -> list[tuple[str, Column | None]]:
    """Return the columns of a query by name; both sides of a UNION count. Raises `NameRefused` and `NotKnown`."""
    _, shown = resolve_query(query, Scope(world))
    if shown is None:
        raise NotKnown("the columns of the query are not known")
    made = [(each.name, _made(each, world.catalog, world.session)) for each in shown]
    if not isinstance(query, Union) or query.with_tables:
        return made
    left, right = _columns(query.left, world), _columns(query.right, world)
    maker = Maker(world.catalog.flavor, world.session, lambda e: None)
    return [
        (name, None if one is None or other is None else maker.united(one, other, is_all=query.all))
        for (name, one), (_, other) in zip(left, right, strict=True)
    ]


def _made(shown: Shown, catalog: Catalog, session: Session) -> Column | None:
    """Return the column that a shown one makes, or None."""
    if shown.column is not None:
        return _copied(shown.column, shown.nullable)
    if shown.expression is None:
        return None

    def column(e: Expression) -> Column | None:
        found = shown.columns.get(e)
        return None if found is None or found.column is None else _copied(found.column, found.nullable)

    return Maker(catalog.flavor, session, column).make(shown.expression)


def _copied(column: Column, outer: bool) -> Column:
    """Return the column that a table's column makes; `outer` says that a join can make it NULL."""
    nullable = column.nullable is not False or outer
    default = column.default
    if column.auto_increment:
        default = Default("literal", "0")
    elif column.generated is not None:
        default = None
    if nullable and default is None:
        default = NULL_DEFAULT
    return replace(
        column,
        nullable=nullable,
        default=default,
        generated=None,
        auto_increment=False,
        invisible=False,
        checks=(),
        options=(),
        span=None,
    )
