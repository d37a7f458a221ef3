"""Reading statements that change rows: INSERT, REPLACE, UPDATE, DELETE, TRUNCATE."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor
from driftproof.language.parse import expressions, queries, sources
from driftproof.language.parse.names import accept_alias, read_name_list, read_object_name
from driftproof.language.transform import transform
from driftproof.model.changes.objects import ObjectName
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Delete, Insert, Other, Truncate, Update
from driftproof.model.syntax.expressions import DefaultOf, Expression, Name
from driftproof.model.syntax.queries import Query, Source, TableSource

Expressing = Callable[[Expression], Expression]

_PRIORITIES = ("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE")


def _priorities(cursor: Cursor) -> bool:
    """Take LOW_PRIORITY, DELAYED, QUICK, IGNORE … and tell whether IGNORE was among them."""
    ignore = False
    while word := cursor.accept_any(*_PRIORITIES):
        ignore = ignore or word == "IGNORE"
    return ignore


def read_insert(cursor: Cursor) -> Insert:
    """Take INSERT or REPLACE in any form and return it; raises `Unreadable`."""
    replacing = cursor.accept_any("INSERT", "REPLACE") == "REPLACE"
    ignore = _priorities(cursor)
    cursor.accept("INTO")
    table = read_object_name(cursor)
    if cursor.accept("PARTITION"):
        read_name_list(cursor)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Expression, ...], ...] = ()
    query: Query | None = None
    if cursor.accept("SET"):
        pairs = _pairs(cursor)
        columns, rows = tuple(name.parts[-1] for name, _ in pairs), (tuple(value for _, value in pairs),)
    else:
        if cursor.at("(") and not queries.at_query(cursor):
            columns = _columns(cursor)
        if cursor.at_any(("VALUES", "VALUE")):
            cursor.advance()
            rows = _rows(cursor)
        else:
            query = queries.read_query(cursor)
    new_value: Expressing = _as_it_is
    if (rows or query is None) and (cursor.at("AS") or (cursor.at_name and not cursor.at_any(("ON", "RETURNING")))):
        new_value = _row_alias(cursor, columns)
    updates: tuple[tuple[Name, Expression], ...] = ()
    if cursor.accept("ON", "DUPLICATE", "KEY", "UPDATE"):
        updates = tuple((name, new_value(value)) for name, value in _pairs(cursor))
    _returning(cursor)
    return Insert(table, columns, rows, query, updates, ignore, replacing)


def _as_it_is(e: Expression) -> Expression:
    return e


def _row_alias(cursor: Cursor, columns: tuple[str, ...]) -> Expressing:
    """Take the alias of new rows, MySQL's since 8.0.19, and return what makes VALUES() of the names that use it.

    Raises `Unreadable`, as refused, on servers that do not have it.
    """
    if not queries.has_row_values(cursor):
        raise cursor.refused("an alias of new rows came with MySQL 8.0.19")
    alias = fold(accept_alias(cursor))
    own = read_name_list(cursor) if cursor.at("(") else ()
    if own and not columns:
        raise cursor.unreadable("an alias renames columns that the INSERT does not name")
    renamed = {fold(name): column for name, column in zip(own, columns, strict=False)}

    def new_value(e: Expression) -> Expression:
        match e:
            case Name(parts=(table, column)) if fold(table) == alias:
                return DefaultOf(renamed.get(fold(column), column), inserted=True)
            case Name(parts=(column,)) if fold(column) in renamed:
                return DefaultOf(renamed[fold(column)], inserted=True)
            case _:
                return transform(e, new_value, lambda query: query)

    return new_value


def _columns(cursor: Cursor) -> tuple[str, ...]:
    """Take the column list of INSERT, whose names may be qualified."""
    cursor.expect("(")
    names: list[str] = []
    while not cursor.accept(")"):
        names.append(_column(cursor).parts[-1])
        if not cursor.accept(","):
            cursor.expect(")")
            break
    return tuple(names)


def _column(cursor: Cursor) -> Name:
    """Take a column's name, qualified or not."""
    parts = [cursor.expect_name()]
    while cursor.accept("."):
        parts.append(cursor.expect_name())
    return Name(tuple(parts))


def _rows(cursor: Cursor) -> tuple[tuple[Expression, ...], ...]:
    """Take the rows behind VALUES; raises `Unreadable`, as refused, for ROW(...) on servers that do not have it."""
    rows: list[tuple[Expression, ...]] = []
    read = expressions.read_expression
    while True:
        if cursor.accept("ROW") and not queries.has_row_values(cursor):
            raise cursor.refused("VALUES ROW(...) came with MySQL 8.0.19")
        cursor.expect("(")
        values: list[Expression] = []
        if not cursor.at(")"):
            values.append(read(cursor))
            while cursor.accept(","):
                values.append(read(cursor))
        cursor.expect(")")
        rows.append(tuple(values))
        if not cursor.accept(","):
            return tuple(rows)


def _pairs(cursor: Cursor) -> tuple[tuple[Name, Expression], ...]:
    """Take ``column = value, …``."""
    pairs: list[tuple[Name, Expression]] = []
    while True:
        name = _column(cursor)
        if not cursor.accept_any("=", ":="):
            raise cursor.unreadable("= expected")
        value = expressions.read_expression(cursor)
        pairs.append((name, value if value is not None else DefaultOf()))
        if not cursor.accept(","):
            return tuple(pairs)


def _returning(cursor: Cursor) -> None:
    """Take RETURNING of MariaDB, which changes nothing."""
    if cursor.accept("RETURNING"):
        while not cursor.at_end and not cursor.at(";"):
            cursor.advance()


def read_update(cursor: Cursor) -> Update:
    """Take UPDATE of one table or several and return it; raises `Unreadable`."""
    cursor.expect("UPDATE")
    ignore = _priorities(cursor)
    source = sources.read_source(cursor)
    if cursor.at("FOR", "PORTION", "OF"):
        raise cursor.unreadable("FOR PORTION OF is not modelled")
    cursor.expect("SET")
    assignments = _pairs(cursor)
    where, order, limit = _tail(cursor)
    _returning(cursor)
    return Update(source, assignments, where, order, limit, ignore)


def _tail(cursor: Cursor) -> tuple[Expression | None, tuple[tuple[Expression, bool], ...], Expression | None]:
    """Take WHERE, ORDER BY and LIMIT."""
    where = expressions.read_expression(cursor) if cursor.accept("WHERE") else None
    order = expressions.read_order(cursor) if cursor.accept("ORDER", "BY") else ()
    limit = expressions.read_expression(cursor) if cursor.accept("LIMIT") else None
    return where, order, limit


def read_delete(cursor: Cursor) -> Delete | Other:
    """Take DELETE of one table or several and return it; raises `Unreadable`."""
    start = cursor.start
    cursor.expect("DELETE")
    if cursor.accept("HISTORY", "FROM"):
        while not cursor.at_end:
            cursor.advance()
        return Other("delete history", cursor.text_from(start))
    ignore = _priorities(cursor)
    targets: tuple[ObjectName, ...] = ()
    if not cursor.accept("FROM"):
        targets = _targets(cursor)
        cursor.expect("FROM")
        source = sources.read_source(cursor)
    else:
        position = cursor.position
        targets = _targets(cursor)
        if cursor.accept("USING"):
            source = sources.read_source(cursor)
        else:
            cursor.position = position
            targets, source = (), _single(cursor)
    where, order, limit = _tail(cursor)
    _returning(cursor)
    return Delete(source, targets, where, order, limit, ignore)


def _single(cursor: Cursor) -> Source:
    """Take the one table of a DELETE."""
    source: TableSource = sources.read_table_source(cursor)
    return source


def _targets(cursor: Cursor) -> tuple[ObjectName, ...]:
    """Take ``t, schema.u, v.*``."""
    names: list[ObjectName] = []
    while True:
        first = cursor.expect_name()
        schema: str | None = None
        while cursor.accept("."):
            if not cursor.accept("*"):
                schema, first = first, cursor.expect_name()
        names.append(ObjectName(first, schema))
        if not cursor.accept(","):
            return tuple(names)


def read_truncate(cursor: Cursor) -> Truncate:
    """Take TRUNCATE TABLE and return it; raises `Unreadable`."""
    cursor.expect("TRUNCATE")
    cursor.accept("TABLE")
    table = read_object_name(cursor)
    if not (cursor.accept("NOWAIT") or not cursor.accept("WAIT")):
        cursor.expect_integer()
    return Truncate(table)
