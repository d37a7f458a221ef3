"""Reading queries: SELECT, VALUES, TABLE, set operations, and common tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse import expressions, sources, windows
from driftproof.language.parse.names import accept_alias, read_name_list, read_object_name
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Expression, Name
from driftproof.model.syntax.queries import (
    CommonTable,
    DerivedSource,
    Query,
    Select,
    SelectItem,
    Source,
    TableSource,
    Union,
    Values,
)

_OPTIONS = frozenset(
    {
        "ALL",
        "DISTINCT",
        "DISTINCTROW",
        "HIGH_PRIORITY",
        "STRAIGHT_JOIN",
        "SQL_SMALL_RESULT",
        "SQL_BIG_RESULT",
        "SQL_BUFFER_RESULT",
        "SQL_CACHE",
        "SQL_NO_CACHE",
        "SQL_CALC_FOUND_ROWS",
    }
)
_FILE_TEXT = """
CHARACTER SET FIELDS COLUMNS LINES TERMINATED OPTIONALLY ENCLOSED ESCAPED STARTING BY UTF8 UTF8MB4 UTF8MB3 LATIN1
BINARY CHARSET
"""
_FILE_WORDS = frozenset(_FILE_TEXT.split())
_SETS = ("UNION", "EXCEPT", "MINUS", "INTERSECT")
_STAR = Name(("*",))


@dataclass(slots=True)
class _Tail:
    """What may follow the body of a query."""

    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    offset: Expression | None = None
    locking: str = ""
    into: tuple[Expression, ...] = ()
    into_file: str = ""
    found: bool = False


@dataclass(slots=True)
class _Core:
    """A SELECT up to its ORDER BY."""

    items: tuple[SelectItem, ...] = ()
    source: Source | None = None
    where: Expression | None = None
    group: tuple[Expression, ...] = ()
    rollup: bool = False
    having: Expression | None = None
    distinct: bool = False
    options: tuple[str, ...] = ()
    windows: str = ""
    tail: _Tail = field(default_factory=_Tail)


def at_query(cursor: Cursor) -> bool:
    """Tell whether a query comes next, parentheses before it or not."""
    ahead = 0
    while cursor.peek(ahead).upper == "(":
        ahead += 1
    return cursor.peek(ahead).upper in {"SELECT", "WITH", "VALUES", "TABLE"}


def read_query(cursor: Cursor) -> Query:
    """Take a query with its WITH, ORDER BY, LIMIT, INTO and locking clauses, and return it; raises `Unreadable`."""
    recursive, tables = _common_tables(cursor)
    core = _body(cursor)
    if isinstance(core, _Core):
        _tail(cursor, core.tail)
        return _select(core, tables, recursive)
    tail = _Tail()
    _tail(cursor, tail)
    if not tail.found and not tables:
        return core
    return _with_tail(core, tail, tables, recursive)


def _common_tables(cursor: Cursor) -> tuple[bool, tuple[CommonTable, ...]]:
    """Take a WITH clause if there is one."""
    if not cursor.accept("WITH"):
        return False, ()
    recursive = cursor.accept("RECURSIVE")
    tables: list[CommonTable] = []
    while True:
        name = cursor.expect_name()
        columns = read_name_list(cursor) if cursor.at("(") else ()
        cursor.expect("AS", "(")
        query = read_query(cursor)
        cursor.expect(")")
        if cursor.at("CYCLE"):
            raise cursor.unreadable("CYCLE is not modelled")
        tables.append(CommonTable(name, query, columns))
        if not cursor.accept(","):
            return recursive, tuple(tables)


def _select(core: _Core, tables: tuple[CommonTable, ...] = (), recursive: bool = False) -> Select:
    """Return the Select that a core and its tail make."""
    tail = core.tail
    return Select(
        core.items,
        core.source,
        core.where,
        core.group,
        core.rollup,
        core.having,
        tail.order,
        tail.limit,
        tail.offset,
        core.distinct,
        core.options,
        tail.into,
        tail.into_file,
        core.windows,
        tail.locking,
        tables,
        recursive,
    )


def _with_tail(query: Query, tail: _Tail, tables: tuple[CommonTable, ...], recursive: bool) -> Query:
    """Return `query` with what followed it; a parenthesised one that has its own limits becomes a derived table."""
    if isinstance(query, Values) and not tables:
        return replace(query, order=tail.order, limit=tail.limit, offset=tail.offset)
    if isinstance(query, Values) or query.order or query.limit or query.with_tables:
        query = Select((SelectItem(_STAR),), DerivedSource(query))
    if isinstance(query, Select):
        return replace(
            query,
            order=tail.order,
            limit=tail.limit,
            offset=tail.offset,
            into=tail.into or query.into,
            into_file=tail.into_file or query.into_file,
            locking=tail.locking or query.locking,
            with_tables=tables,
            recursive=recursive,
        )
    if tail.into or tail.into_file:
        query = Select((SelectItem(_STAR),), DerivedSource(query), into=tail.into, into_file=tail.into_file)
        return replace(query, order=tail.order, limit=tail.limit, offset=tail.offset)
    return replace(
        query, order=tail.order, limit=tail.limit, offset=tail.offset, with_tables=tables, recursive=recursive
    )


def _body(cursor: Cursor) -> _Core | Query:
    """Take terms joined by UNION or EXCEPT."""
    left = _term(cursor)
    while cursor.at_any(_SETS[:3]):
        operator = cursor.advance().upper.lower()
        every = cursor.accept_any("ALL", "DISTINCT") == "ALL"
        left = Union(_settled(left), _settled(_term(cursor)), "except" if operator == "minus" else operator, every)
    return left


def _term(cursor: Cursor) -> _Core | Query:
    """Take parts joined by INTERSECT, which binds tighter."""
    left = _part(cursor)
    while cursor.accept("INTERSECT"):
        every = cursor.accept_any("ALL", "DISTINCT") == "ALL"
        left = Union(_settled(left), _settled(_part(cursor)), "intersect", every)
    return left


def _settled(part: _Core | Query) -> Query:
    return _select(part) if isinstance(part, _Core) else part


def _part(cursor: Cursor) -> _Core | Query:
    """Take SELECT, VALUES, TABLE or a query in parentheses."""
    if cursor.accept("SELECT"):
        return _core(cursor)
    if cursor.accept("VALUES"):
        return Values(_rows(cursor))
    if cursor.at("TABLE"):
        if not has_row_values(cursor):
            raise cursor.refused("TABLE as a query came with MySQL 8.0.19")
        cursor.advance()
        return Select((SelectItem(_STAR),), TableSource(read_object_name(cursor)))
    cursor.expect("(")
    query = read_query(cursor)
    cursor.expect(")")
    return query


def has_row_values(cursor: Cursor) -> bool:
    """Tell whether the server has VALUES ROW(...), TABLE and an alias of new rows in INSERT: MySQL since 8.0.19."""
    return cursor.dialect.modes.lenient or cursor.dialect.flavor.at_least(mysql=(8, 0, 19), mariadb=None)


def _rows(cursor: Cursor) -> tuple[tuple[Expression, ...], ...]:
    """Take ``(1, 2), (3, 4)`` or ``ROW(1, 2), ROW(3, 4)``."""
    rows: list[tuple[Expression, ...]] = []
    while True:
        if cursor.accept("ROW") and not has_row_values(cursor):
            raise cursor.refused("VALUES ROW(...) came with MySQL 8.0.19")
        cursor.expect("(")
        rows.append(() if cursor.at(")") else expressions.read_expressions(cursor))
        cursor.expect(")")
        if not cursor.accept(","):
            return tuple(rows)


def _core(cursor: Cursor) -> _Core:
    """Take a SELECT behind its first word, up to its ORDER BY."""
    core = _Core()
    while cursor.at_any(_OPTIONS):
        option = cursor.advance().upper
        if option.startswith("DISTINCT"):
            core.distinct = True
        elif option != "ALL":
            core.options += (option.lower(),)
    core.items = _items(cursor)
    _into(cursor, core.tail)
    if cursor.accept("FROM"):
        core.source = sources.read_from(cursor)
    if cursor.accept("WHERE"):
        core.where = expressions.read_expression(cursor)
    if cursor.accept("GROUP", "BY"):
        core.group = tuple(value for value, _ in expressions.read_order(cursor))
        core.rollup = cursor.accept("WITH", "ROLLUP")
    if cursor.accept("HAVING"):
        core.having = expressions.read_expression(cursor)
    if cursor.accept("WINDOW"):
        core.windows = windows.read_named_windows(cursor)
    return core


def _items(cursor: Cursor) -> tuple[SelectItem, ...]:
    """Take a select list."""
    items = [_item(cursor)]
    while cursor.accept(","):
        items.append(_item(cursor))
    return tuple(items)


def _item(cursor: Cursor) -> SelectItem:
    """Take an expression with its alias, or keep the text that names its column."""
    if cursor.accept("*"):
        return SelectItem(_STAR)
    start = cursor.start
    value = expressions.read_expression(cursor)
    end = cursor.end
    alias = accept_alias(cursor, strings=True)
    if alias or isinstance(value, Name):
        return SelectItem(value, alias)
    return SelectItem(value, "", cursor.sql[start:end])


def _tail(cursor: Cursor, tail: _Tail) -> None:
    """Take ORDER BY, LIMIT, PROCEDURE ANALYSE, INTO and locking clauses."""
    start = cursor.position
    if cursor.accept("ORDER", "BY"):
        tail.order = expressions.read_order(cursor)
        cursor.accept("WITH", "ROLLUP")
    if cursor.accept("LIMIT"):
        _limit(cursor, tail)
    elif cursor.at_any(("OFFSET", "FETCH")):
        _fetch(cursor, tail)
    if cursor.at("PROCEDURE"):
        cursor.advance()
        cursor.expect_name()
        cursor.skip_parentheses()
    while _into(cursor, tail) or _locking(cursor, tail):
        continue
    tail.found = cursor.position != start


def _limit(cursor: Cursor, tail: _Tail) -> None:
    """Take what follows LIMIT."""
    if cursor.accept("ROWS", "EXAMINED"):
        expressions.read_expression(cursor)
        return
    first = expressions.read_expression(cursor)
    if cursor.accept(","):
        tail.offset, tail.limit = first, expressions.read_expression(cursor)
    else:
        tail.limit = first
        tail.offset = expressions.read_expression(cursor) if cursor.accept("OFFSET") else None
    if cursor.accept("ROWS", "EXAMINED"):
        expressions.read_expression(cursor)


def _fetch(cursor: Cursor, tail: _Tail) -> None:
    """Take ``OFFSET n ROWS FETCH FIRST m ROWS ONLY`` (MariaDB 10.6)."""
    if cursor.accept("OFFSET"):
        tail.offset = expressions.read_expression(cursor)
        cursor.accept_any("ROW", "ROWS")
    if cursor.accept("FETCH"):
        cursor.accept_any("FIRST", "NEXT")
        if not cursor.at_any(("ROW", "ROWS")):
            tail.limit = expressions.read_expression(cursor)
        cursor.accept_any("ROW", "ROWS")
        if not cursor.accept("ONLY"):
            cursor.expect("WITH", "TIES")


def _into(cursor: Cursor, tail: _Tail) -> bool:
    """Take INTO variables, OUTFILE or DUMPFILE; tell whether it was there."""
    if not cursor.accept("INTO"):
        return False
    if cursor.at_any(("OUTFILE", "DUMPFILE")):
        start = cursor.start
        cursor.advance()
        cursor.expect_string()
        while cursor.token.kind is TokenKind.STRING or cursor.at_any(_FILE_WORDS):
            cursor.advance()
        tail.into_file = cursor.text_from(start)
        return True
    targets = [expressions.read_operand(cursor, expressions.TIGHT)]
    while cursor.accept(","):
        targets.append(expressions.read_operand(cursor, expressions.TIGHT))
    tail.into = tuple(targets)
    return True


def _locking(cursor: Cursor, tail: _Tail) -> bool:
    """Take FOR UPDATE, FOR SHARE or LOCK IN SHARE MODE; tell whether it was there."""
    start = cursor.start
    if cursor.at("FOR") and cursor.peek().upper in {"UPDATE", "SHARE"}:
        cursor.position += 2
        if cursor.accept("OF"):
            read_object_name(cursor)
            while cursor.accept(","):
                read_object_name(cursor)
    elif not cursor.accept("LOCK", "IN", "SHARE", "MODE"):
        return False
    if not (cursor.accept("SKIP", "LOCKED") or cursor.accept("NOWAIT")) and cursor.accept("WAIT"):
        cursor.advance()
    tail.locking = " ".join(filter(None, (tail.locking, cursor.text_from(start).lower())))
    return True
