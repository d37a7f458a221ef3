"""The columns that CREATE TABLE … SELECT makes."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import NULL_DEFAULT, Catalog, Column, ColumnType, Default
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query
from driftproof.replay.resolve.hybrids import merged, united
from driftproof.replay.resolve.item import Frame, Item, held, item_of, zero
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
    scope = Scope(World(catalog, session, session.database or "", typed=True))
    try:
        _, shown = resolve_query(query, scope)
    except NameRefused as refused:
        return refused.answer
    except NotKnown as unknown:
        return Unresolved(unknown.reason)
    if shown is None:
        return Unresolved("the columns of the query are not known")
    frame = Frame(catalog.flavor, session)
    columns: list[Column] = []
    seen: set[str] = set()
    reason = ""
    for each in shown:
        made = column_of_shown(each, frame)
        if made is None:
            reason, made = reason or f"the type of `{each.name}` is not known", _STAND_IN
        if fold(each.name) in seen:
            return ServerAnswer(1060, f"Duplicate column name '{each.name}'", "42S21")
        seen.add(fold(each.name))
        columns.append(replace(made, name=each.name))
    return Unresolved(reason, tuple(columns)) if reason else tuple(columns)


def column_of_shown(shown: Shown, frame: Frame) -> Column | None:
    """Return the column that a shown one makes, or None where its type is not known."""
    if shown.parts:
        return _united(shown, frame)
    if shown.source is not None:
        return _derived(shown, shown.source, frame)
    if shown.column is not None:
        return _copied(shown.column, shown.nullable)
    if shown.expression is None:
        return None

    return _maker(shown, frame).make(shown.expression)


def _item_of_shown(shown: Shown, frame: Frame) -> Item | None:
    """Return what is known of the value of a shown column within an expression."""
    if shown.union == "recursive":
        made = _united(shown, frame)
        return None if made is None else item_of(made, frame)
    if shown.parts:
        found = _parts(shown, frame)
        return merged(found, frame, nullable=_is_nullable(shown, found, frame)) if found else None
    if shown.source is not None:
        item = _item_of_shown(shown.source, frame)
        return None if item is None else held(item, shown.nullable)
    if shown.column is not None:
        return item_of(_copied(shown.column, shown.nullable), frame)
    return None if shown.expression is None else _maker(shown, frame).item(shown.expression)


def _maker(shown: Shown, frame: Frame) -> Maker:
    """Return what makes columns of an expression whose names are known."""

    def column(e: Expression) -> Column | None:
        found = shown.columns.get(e)
        return None if found is None else column_of_shown(found, frame)

    def item(e: Expression) -> Item | None:
        found = shown.columns.get(e)
        return None if found is None else _item_of_shown(found, frame)

    return Maker(frame, column, item)


def _derived(shown: Shown, source: Shown, frame: Frame) -> Column | None:
    """Return a column of a query in FROM.

    A temporary table gives zeros as defaults. Of a query that the server takes in, MariaDB forgets the defaults.
    """
    made = column_of_shown(source, frame)
    if made is None:
        return None
    default = made.default
    is_plain = source.column is not None and not source.parts
    if shown.nullable and shown.is_merged:
        default = NULL_DEFAULT
    elif not made.nullable and (shown.is_merged or not is_plain):
        forgets = frame.is_mariadb or (is_plain and default is None)
        default = None if shown.is_merged and forgets else zero(made.type, frame)
    return _copied(replace(made, default=default), shown.nullable)


def _united(shown: Shown, frame: Frame) -> Column | None:
    """Return a column of a UNION; one that is distinct, and any of MySQL, gives zeros as defaults."""
    found = _parts(shown, frame)
    if not found:
        return None
    nullable = _is_nullable(shown, found, frame)
    column = united(found, frame, nullable=nullable)
    if column is None or nullable or (frame.is_mariadb and shown.union == "all"):
        return column if column is None or nullable else replace(column, default=None)
    return replace(column, default=zero(column.type, frame))


def _is_nullable(shown: Shown, found: list[Item], frame: Frame) -> bool:
    """Tell whether a column of a UNION can be NULL; MySQL knows that EXCEPT and INTERSECT leave some NULLs out."""
    if frame.is_mariadb or shown.union not in {"except", "intersect"}:
        return shown.nullable or any(item.nullable for item in found)
    kept = found[:1] if shown.union == "except" else found
    return shown.nullable or all(item.nullable for item in kept)


def _parts(shown: Shown, frame: Frame) -> list[Item]:
    """Return the values of a UNION's parts, or nothing where one is not known."""
    items = [_item_of_shown(part, frame) for part in shown.parts]
    found = [item for item in items if item is not None]
    return found if len(found) == len(items) else []


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
