"""Reading what a query reads from: tables, joins, derived tables."""

from __future__ import annotations

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.parse import expressions, queries
from driftproof.language.parse.names import accept_alias, read_name_list, read_object_name
from driftproof.language.spell import spell
from driftproof.model.names import quote
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import DerivedSource, Join, Source, TableSource, UnreadSource

_JOIN_WORDS = ("JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "NATURAL", "STRAIGHT_JOIN")


def read_from(cursor: Cursor) -> Source | None:
    """Take what follows FROM and return it; None for DUAL; raises `Unreadable`."""
    if cursor.at("DUAL"):
        cursor.advance()
        return None
    return read_source(cursor)


def read_source(cursor: Cursor) -> Source:
    """Take sources joined by commas and return them as one; raises `Unreadable`."""
    left = _joined(cursor)
    while cursor.accept(","):
        left = Join(left, _joined(cursor))
    return left


def _joined(cursor: Cursor) -> Source:
    """Take sources joined by JOIN."""
    left = _factor(cursor)
    while cursor.at_any(_JOIN_WORDS):
        left = _join(cursor, left)
    return left


def _join(cursor: Cursor, left: Source) -> Source:
    """Take one JOIN with its right side and condition."""
    kind = _join_kind(cursor)
    right = _factor(cursor)
    if kind.startswith("natural"):
        return Join(left, right, kind)
    if cursor.at_any(_JOIN_WORDS):
        right = _nested(cursor, right, kind)
    condition: Expression | None = None
    using: tuple[str, ...] = ()
    if cursor.accept("ON"):
        condition = expressions.read_expression(cursor)
    elif cursor.accept("USING"):
        using = read_name_list(cursor)
    elif kind in {"left", "right"}:
        raise cursor.unreadable("ON or USING expected")
    return Join(left, right, kind, condition, using)


def _nested(cursor: Cursor, right: Source, kind: str) -> Source:
    """Take the joins that belong to the right side: ``a JOIN b JOIN c ON … ON …``."""
    start, first = cursor.position, right
    try:
        while cursor.at_any(_JOIN_WORDS):
            right = _join(cursor, right)
    except Unreadable:
        cursor.position = start
        return first
    if cursor.at_any(("ON", "USING")):
        return right
    cursor.position = start
    if kind in {"left", "right"}:
        raise cursor.unreadable("ON or USING expected")
    return first


def _join_kind(cursor: Cursor) -> str:
    """Take the words of a join and return its kind."""
    if cursor.accept("STRAIGHT_JOIN"):
        return "straight"
    natural = cursor.accept("NATURAL")
    side = cursor.accept_any("INNER", "CROSS", "LEFT", "RIGHT").lower()
    if side in {"left", "right"}:
        cursor.accept("OUTER")
    cursor.expect("JOIN")
    kind = side or "inner"
    return f"natural {kind}" if natural else kind


def _factor(cursor: Cursor) -> Source:
    """Take one source: a table, a derived table, a parenthesised join or a table function."""
    if cursor.at("("):
        return _parenthesised(cursor)
    if cursor.accept("{"):
        cursor.expect_name()
        inner = read_source(cursor)
        cursor.expect("}")
        return inner
    if cursor.at("LATERAL", "("):
        cursor.advance()
        return _derived(cursor, lateral=True)
    if cursor.peek().upper == "(" and cursor.at("JSON_TABLE"):
        start = cursor.start
        cursor.advance()
        cursor.skip_parentheses()
        text = cursor.text_from(start)
        return UnreadSource(text, accept_alias(cursor))
    return read_table_source(cursor)


def _parenthesised(cursor: Cursor) -> Source:
    """Take ``(query) alias`` or ``(join)``."""
    start = cursor.position
    if queries.at_query(cursor):
        try:
            return _derived(cursor)
        except Unreadable:
            if cursor.tokens[start + 1].upper != "(":
                raise
            cursor.position = start
    cursor.expect("(")
    inner = read_source(cursor)
    cursor.expect(")")
    return inner


def _derived(cursor: Cursor, *, lateral: bool = False) -> Source:
    """Take ``(query) [AS] alias [(columns)]``."""
    cursor.expect("(")
    query = queries.read_query(cursor)
    cursor.expect(")")
    alias = accept_alias(cursor)
    columns = read_name_list(cursor) if alias and cursor.at("(") else ()
    return DerivedSource(query, alias, columns, lateral)


def read_table_source(cursor: Cursor) -> TableSource:
    """Take a table with its PARTITION clause, alias and index hints, and return it; raises `Unreadable`."""
    name = read_object_name(cursor)
    hints: list[str] = []
    if cursor.at("PARTITION"):
        cursor.advance()
        hints.append(f"partition ({','.join(quote(part) for part in read_name_list(cursor))})")
    if cursor.at("FOR", "SYSTEM_TIME"):
        hints.append(_system_time(cursor))
    alias = accept_alias(cursor)
    while _at_index_hint(cursor, 0) or (cursor.at(",") and _at_index_hint(cursor, 1)):
        cursor.accept(",")
        hints.append(_index_hint(cursor))
    return TableSource(name, alias, tuple(hints))


def _at_index_hint(cursor: Cursor, ahead: int) -> bool:
    """Tell whether an index hint stands there."""
    return cursor.peek(ahead).upper in {"USE", "FORCE", "IGNORE"} and cursor.peek(ahead + 1).upper in {"INDEX", "KEY"}


def _system_time(cursor: Cursor) -> str:
    """Take ``FOR SYSTEM_TIME …`` of MariaDB's system-versioned tables and return it as canonical text."""
    cursor.expect("FOR", "SYSTEM_TIME")
    if cursor.accept("ALL"):
        return "for system_time all"
    if cursor.accept("AS", "OF"):
        return f"for system_time as of {_moment(cursor)}"
    words, middle = ("from", "TO") if cursor.accept("FROM") else ("between", "AND")
    if middle == "AND":
        cursor.expect("BETWEEN")
    start = _moment(cursor)
    cursor.expect(middle)
    return f"for system_time {words} {start} {middle.lower()} {_moment(cursor)}"


def _moment(cursor: Cursor) -> str:
    """Take a point in time, or ``TRANSACTION`` and its number."""
    kind = "transaction " if cursor.accept("TRANSACTION") else ""
    return kind + spell(expressions.read_operand(cursor, expressions.BITS))


def _index_hint(cursor: Cursor) -> str:
    """Take one index hint and return it as canonical text."""
    text = f"{cursor.advance().upper.lower()} index"
    cursor.advance()
    if cursor.accept("FOR"):
        purpose = cursor.advance().upper.lower()
        text += f" for {purpose}"
        if cursor.accept("BY"):
            text += " by"
    cursor.expect("(")
    keys: list[str] = []
    while not cursor.accept(")"):
        name = cursor.expect_word()
        keys.append(quote("PRIMARY" if name.upper() == "PRIMARY" else name))
        if not cursor.at(")"):
            cursor.expect(",")
    return f"{text} ({','.join(keys)})"
